import { listInWords } from '@tend/shared/copy/copy'
import { ownHostsCopy } from '@tend/shared/copy/rehearse'
import { useEffect, useState } from 'react'
import { browser } from 'wxt/browser'
import { askForWithheld, hostOf, withheldHosts } from '../../call/worker/own-hosts.ts'
import { platforms } from '../../platforms/registry.ts'
import { Button } from '../parts/controls.tsx'
import { useCopy, usePanel, usePanelContext } from '../use-panel.ts'

/** Says on which sites that Tend knows the browser keeps it from looking, and asks the browser in a click. Shows nothing where there are none. */
export function WithheldSites() {
  const { panel } = usePanelContext()
  const t = useCopy(ownHostsCopy)
  const language = usePanel((state) => state.language)
  const patterns = useWithheld()
  if (patterns.length === 0) return null
  const allow = async () => panel.setState({ said: (await askForWithheld(patterns)) ? t.allowed : t.problems.refused })
  return (
    <section aria-label={t.heading}>
      <p>{t.withheld(listInWords(language, siteNames(patterns)))}</p>
      <Button onClick={() => void allow()}>{t.allow}</Button>
    </section>
  )
}

/** Follows what the browser grants: a person may change it in the browser's own settings while the panel stands open. */
function useWithheld(): string[] {
  const [patterns, set] = useState<string[]>([])
  useEffect(() => {
    const look = () => void withheldHosts().then(set)
    const { onAdded, onRemoved } = browser.permissions
    look()
    onAdded.addListener(look)
    onRemoved.addListener(look)
    return () => {
      onAdded.removeListener(look)
      onRemoved.removeListener(look)
    }
  }, [])
  return patterns
}

/** Names sites as people know them; a pattern that belongs to none is named by its host. */
function siteNames(patterns: readonly string[]): string[] {
  const nameOf = (pattern: string) => platforms.find(({ hosts }) => hosts.includes(pattern))?.name ?? hostOf(pattern)
  return [...new Set(patterns.map(nameOf))]
}
