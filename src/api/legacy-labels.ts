/** Labels of a container that was made anew, and so has another id than the one its client knows (`emulate/late-host-config`). */
export const LEGACY_ID_LABEL = 'longshore.legacy-id'
export const LEGACY_NAME_LABEL = 'longshore.legacy-name'
export const LEGACY_IMAGE_LABEL = 'longshore.legacy-image'

/** Names of the two containers while one is made anew, by which any Longshore clears away what another left (`emulate/unfinished-recreation`). */
export const RECREATION_NAME = /^\/?(.+)\.longshore-(new|old)-([0-9a-f]{12})$/
