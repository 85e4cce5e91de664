/** A recorded `run -i`, with other things to say: what is typed is one piece, and comes back as it was. */
import type { Recorded, Step } from './recording.ts'

export function withInput(recorded: Recorded, input: Buffer): Recorded {
  const isTyped = (step: Step) => 'send' in step && !/^[A-Z]+ \//.test(step.send)
  const first = recorded.steps.find(isTyped)
  const steps = recorded.steps.flatMap((step): Step[] => {
    if (step === first) return [{ c: step.c, b64: input.toString('base64') }]
    if (isTyped(step) || 'heard' in step) return []
    if (!('over' in step) || step.c !== first?.c) return [step]
    const text = input.toString('latin1')
    return [{ c: step.c, over: typeof step.over === 'string' ? text : { 1: text } }]
  })
  return { ...recorded, steps }
}
