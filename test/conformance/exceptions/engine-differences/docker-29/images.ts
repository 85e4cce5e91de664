/** Images, and plugins. */
import { EVERYWHERE, sinceDocker29 } from '../of-engines.ts'

export const images = sinceDocker29([
  {
    name: 'release that made an image, or a plugin',
    reason: 'docker 29 does not write it down',
    operations: EVERYWHERE,
    at: /\.DockerVersion$/,
    direct: /^"2[08]\./,
    through: /^(""|\(absent\))$/,
  },
  {
    name: 'files of saved images',
    reason: 'what docker 29 writes down of an image is less, in another order, for everybody to write to',
    operations: ['ImageGet', 'ImageGetAll'],
    at: /\.tar\.\d+\.(mode|name|size|content(\.json\..*)?)$/,
    direct: /./,
    through: /./,
  },
  {
    name: 'health check in a history, at docker 29',
    reason: 'each engine writes it as its Go does',
    operations: ['ImageHistory'],
    at: /\.CreatedBy$/,
    direct: /HEALTHCHECK &\{\[/,
    through: /HEALTHCHECK &\{Test:\[CMD-SHELL true\]/,
  },
])
