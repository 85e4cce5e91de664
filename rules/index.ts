/** Every change of the API that Longshore knows, oldest first. A list, nothing else. */
import type { ApiVersion } from '../src/api/version.ts'
import type { KeyedChange } from '../src/translate/change.ts'
import engine17 from './engine-17.ts'
import engine19 from './engine-19.ts'
import engine20 from './engine-20.ts'
import engine23 from './engine-23.ts'
import engine24 from './engine-24.ts'
import engine25 from './engine-25.ts'
import engine26 from './engine-26.ts'
import engine27 from './engine-27.ts'
import engine28 from './engine-28.ts'
import engine29 from './engine-29.ts'
import everyClient from './every-client.ts'
import v1_0 from './v1.0.ts'
import v1_1 from './v1.1.ts'
import v1_2 from './v1.2.ts'
import v1_3 from './v1.3.ts'
import v1_4 from './v1.4.ts'
import v1_5 from './v1.5.ts'
import v1_6 from './v1.6.ts'
import v1_7 from './v1.7.ts'
import v1_8 from './v1.8.ts'
import v1_9 from './v1.9.ts'
import v1_10 from './v1.10.ts'
import v1_11 from './v1.11.ts'
import v1_12 from './v1.12.ts'
import v1_13 from './v1.13.ts'
import v1_14 from './v1.14.ts'
import v1_15 from './v1.15.ts'
import v1_16 from './v1.16.ts'
import v1_17 from './v1.17.ts'
import v1_18 from './v1.18.ts'
import v1_19 from './v1.19.ts'
import v1_20 from './v1.20.ts'
import v1_21 from './v1.21.ts'
import v1_22 from './v1.22.ts'
import v1_23 from './v1.23.ts'
import v1_24 from './v1.24.ts'
import v1_25 from './v1.25.ts'
import v1_27 from './v1.27.ts'
import v1_28 from './v1.28.ts'
import v1_30 from './v1.30.ts'
import v1_31 from './v1.31.ts'
import v1_32 from './v1.32.ts'
import v1_34 from './v1.34.ts'
import v1_36 from './v1.36.ts'
import v1_37 from './v1.37.ts'
import v1_39 from './v1.39.ts'
import v1_40 from './v1.40.ts'
import v1_41 from './v1.41.ts'
import v1_42 from './v1.42.ts'
import v1_43 from './v1.43.ts'
import v1_44 from './v1.44.ts'
import v1_45 from './v1.45.ts'
import v1_46 from './v1.46.ts'
import v1_47 from './v1.47.ts'
import v1_48 from './v1.48.ts'
import v1_49 from './v1.49.ts'
import v1_50 from './v1.50.ts'
import v1_51 from './v1.51.ts'
import v1_52 from './v1.52.ts'
import v1_53 from './v1.53.ts'
import v1_54 from './v1.54.ts'
import v1_55 from './v1.55.ts'

/** The first version there was; nobody speaks an older one. */
export const oldestTranslated: ApiVersion = '1.0'

/** The newest version whose changes are here. */
export const newestKnown: ApiVersion = '1.56'

export const rules: readonly KeyedChange[] = [
  [v1_0, v1_1, v1_2, v1_3, v1_4, v1_5, v1_6, v1_7, v1_8, v1_9, v1_10, v1_11, v1_12],
  [v1_13, v1_14, v1_15, v1_16, v1_17, v1_18, v1_19, v1_20, v1_21, v1_22, v1_23],
  [v1_24, v1_25, v1_27, v1_28, v1_30, v1_31, v1_32, v1_34, v1_36, v1_37, v1_39, v1_40, v1_41],
  [v1_42, v1_43, v1_44, v1_45, v1_46, v1_47, v1_48, v1_49, v1_50, v1_51, v1_52, v1_53, v1_54, v1_55],
  [
    engine17,
    engine19,
    engine20,
    engine23,
    engine24,
    engine25,
    engine26,
    engine27,
    engine28,
    engine29,
    everyClient,
  ],
].flat(2)
