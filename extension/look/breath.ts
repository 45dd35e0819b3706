import { useEffect, useState } from 'react'

/** Seconds in and out, three times: longer out than in. */
const steps = [4, 6, 4, 6, 4, 6] as const

type Words = { breathIn: string; breathOut: string; breathOver: string }

/** Three breaths by words alone; nothing moves. Gives the words to read now, and the number of the step they belong to. */
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
