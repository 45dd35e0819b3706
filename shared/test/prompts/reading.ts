import { fleschKincaid } from 'flesch-kincaid'
import { syllable } from 'syllable'

type Counts = { sentence: number; word: number; syllable: number }

function count(texts: readonly string[], syllables: (word: string) => number): Counts {
  const words = texts.flatMap((text) => text.match(/[\p{L}’']+/gu) ?? [])
  return {
    sentence: texts.reduce((sum, text) => sum + Math.max(1, text.match(/[.?…]+(?=\s|$)/gu)?.length ?? 0), 0),
    word: words.length,
    syllable: words.reduce((sum, word) => sum + syllables(word), 0),
  }
}

/** The school grade that English texts together ask for. Most people of twelve read grade 7. */
export function gradeInEnglish(texts: readonly string[]): number {
  return fleschKincaid(count(texts, syllable))
}

/**
 * How easily Spanish texts together read, from 0 (hard) to 100 (easy). J. Fernández Huerta, «Medidas sencillas de lecturabilidad», Consigna
 * 214 (1959): 206.84 − 0.60 P − 1.02 F, with P syllables in a hundred words and F words in a sentence. His table printed F as sentences in
 * a hundred words; G. Law ("Error in the Fernandez Huerta readability formula", 2011) showed that words in a sentence is meant.
 */
export function easeInSpanish(texts: readonly string[]): number {
  const { sentence, word, syllable: all } = count(texts, syllablesInSpanish)
  return 206.84 - 60 * (all / word) - 1.02 * (word / sentence)
}

/**
 * The syllables of a Spanish word, as its spelling tells them. A vowel group is one syllable; two strong vowels (a, e, o), or an accented í
 * or ú beside a vowel, part it. The u of que, qui, gue and gui is silent. A y is a vowel when it stands alone or at the end.
 */
export function syllablesInSpanish(word: string): number {
  const plain = word
    .normalize('NFC')
    .toLowerCase()
    .replace(/qu(?=[eiéí])/gu, 'q')
    .replace(/gu(?=[eiéí])/gu, 'g')
    .replace(/y(?![aeiouáéíóúü])/gu, 'i')
  let syllables = 0
  for (const group of plain.match(/[aeiouáéíóúü]+/gu) ?? []) {
    syllables += 1
    for (let at = 1; at < group.length; at++) if (parts(group[at - 1]) && parts(group[at])) syllables += 1
  }
  return Math.max(1, syllables)
}

const parts = (vowel: string | undefined) => 'aeoáéóíú'.includes(vowel ?? '-')
