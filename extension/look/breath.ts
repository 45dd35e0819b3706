import { useEffect, useState } from 'react'

/** Seconds in and out: longer out than in, three times. */
const steps = [4, 6, 4, 6, 4, 6] as const

type Words = { breathIn: string; breathOut: string; breathOver: string }

/** Three breaths by words alone; nothing moves. Gives what is to be read now, and the number of the step it belongs to. */
export function useBreath({ breathIn, breathOut, breathOver }: Words): { step: number; words: string } {
  const [step, setStep] = useState(0)
  const seconds = steps[step]
  useEffect(() => {
    if (seconds === undefined) return
    const timer = setTimeout(() => setStep(step + 1), seconds * 1000)
    return () => clearTimeout(timer)
  }, [step, seconds])
  return { step, words: seconds === undefined ? breathOver : step % 2 === 0 ? breathIn : breathOut }
}
