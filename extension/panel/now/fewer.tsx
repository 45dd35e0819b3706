import { fewerCopy } from '@tend/shared/copy/overlay'
import { promptsCopy } from '@tend/shared/copy/prompts'
import type { Category } from '@tend/shared/prompts/schema'
import { changeSettings } from '../../call/worker/settings.ts'
import { Button } from '../parts/controls.tsx'
import { useCopy, usePanel, usePanelContext } from '../use-panel.ts'

/** Shows what "fewer like this" has taught this device, and the way back. */
export function Fewer() {
  const { panel } = usePanelContext()
  const t = useCopy(fewerCopy)
  const names = useCopy(promptsCopy).categories
  const fewer = usePanel(({ settings }) => settings.fewer)
  const asked = Object.entries(fewer).filter(([, times]) => times > 0) as [Category, number][]
  if (asked.length === 0) return null
  const asBefore = async (category: Category) => {
    const { [category]: _, ...others } = fewer
    await changeSettings({ fewer: others })
    panel.setState({ said: t.done(names[category]) })
  }
  return (
    <>
      <h3>{t.heading}</h3>
      <ul className="list rows">
        {asked.map(([category, times]) => (
          <li key={category}>
            <span>
              {names[category]} <span className="soft">· {times > 1 ? t.off : t.once}</span>
            </span>
            <Button look="text" aria-label={t.backLong(names[category])} onClick={() => void asBefore(category)}>
              {t.back}
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
