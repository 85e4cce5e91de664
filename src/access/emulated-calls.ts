/** Which of the calls that an emulation makes (`src/emulate`) a policy is asked about. */
import type { Operation } from '../api/operation.ts'

/** What an emulation does to clear away what it made or replaced. Everything else that it changes, a policy has a say in. */
const CLEARING = new Set(['ContainerDelete', 'ContainerRename', 'ImageDelete'])
/** Of the calls that only look, those whose answer is the client's. The others serve the emulation alone. */
const SHOWN = new Set(['ContainerArchive', 'ImageHistory', 'ImageInspect', 'ImageList', 'NetworkList'])

/** @param asked the operation that the client called */
export const isJudged = ({ name, method }: Operation, asked: string): boolean =>
  name === asked || SHOWN.has(name) || (method !== 'GET' && method !== 'HEAD' && !CLEARING.has(name))
