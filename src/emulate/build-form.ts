/**
 * The body of `POST /build` before API 1.3: a form with the file `Dockerfile`, and where a directory is built the file
 * `Context` in front of it (moby `commands.go` at v0.3.4, CmdBuild). What comes of it is what the daemon takes today: one
 * archive, which goes on while the form is still being read.
 */
import type { IncomingHttpHeaders } from 'node:http'
import { PassThrough, pipeline, type Readable } from 'node:stream'
import { Busboy, type BusboyHeaders } from '@fastify/busboy'
import { encodeArchive } from '../translate/tar-addition.ts'
import { contextSteps } from './build-context.ts'
import { EmulatedAnswer } from './emulation.ts'

/** A Dockerfile is held in memory; the longest in the wild have a hundredth of this (bytes). */
const DOCKERFILE_LIMIT_BYTES = 1024 * 1024

/** Old daemons answered 500 to every body they could not read. */
const badForm = (message: string): EmulatedAnswer => new EmulatedAnswer(500, message)

/** What comes late, like a form that breaks off, is an error of the stream. Throws `EmulatedAnswer`, as the stream does. */
export function readBuildForm(
  upload: Readable,
  headers: IncomingHttpHeaders,
  maxContextBytes: number,
): Promise<Readable> {
  return new Promise((resolve, reject) => {
    const form = openForm(headers)
    const archive = new PassThrough()
    let hasContext = false
    let hasDockerfile = false
    const fail = (error: Error): void => {
      const answer =
        error instanceof EmulatedAnswer ? error : badForm(`the build cannot be read: ${error.message}`)
      reject(answer)
      archive.destroy(answer)
    }
    // It may break before anybody reads it.
    archive.on('error', () => undefined)
    const dockerfile = new Promise<Buffer>((found, missing) => {
      form.on('file', (name, file) => {
        if (name === 'Dockerfile') {
          hasDockerfile = true
          collectDockerfile(file).then(found, missing)
        } else if (name !== 'Context' || hasContext) file.resume()
        else {
          hasContext = true
          addContext(file)
        }
      })
      // Go's own words for a form without a file that is asked for (net/http, ErrMissingFile).
      form.once('finish', () => hasDockerfile || missing(badForm('http: no such file')))
    })
    const addContext = (file: Readable): void => {
      contextSteps(file, dockerfile, maxContextBytes).then(steps => {
        pipeline([file, ...steps], error => error && fail(error))
        steps.at(-1)!.pipe(archive)
        resolve(archive)
      }, fail)
    }
    dockerfile.then(content => {
      if (hasContext) return
      archive.end(encodeArchive([{ name: 'Dockerfile', content }]))
      resolve(archive)
    }, fail)
    pipeline(upload, form, error => error && fail(error))
  })
}

function openForm(headers: IncomingHttpHeaders): InstanceType<typeof Busboy> {
  const type = headers['content-type']
  if (type === undefined) throw badForm('mime: no media type')
  if (!/^multipart\/form-data *(;|$)/i.test(type)) throw badForm('http: no such file')
  try {
    return new Busboy({ headers: headers as BusboyHeaders })
  } catch {
    throw badForm('no multipart boundary param in Content-Type')
  }
}

async function collectDockerfile(file: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of file as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > DOCKERFILE_LIMIT_BYTES)
      throw badForm(`the Dockerfile is larger than ${DOCKERFILE_LIMIT_BYTES} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
