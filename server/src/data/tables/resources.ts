import type { Resource } from '@tend/shared/resources/state'
import type { DayColumn } from './ground.ts'

/** A circle's kit. Everything that was typed is sealed. Who typed it is not recorded. */
export type ResourceTables = {
  resource: {
    workspace_id: string
    id: string
    circle_id: string
    record_key: Buffer
    name_sealed: Buffer
    contact_sealed: Buffer
    cost_sealed: Buffer
    /** The languages, as one text. */
    languages_sealed: Buffer
    access_sealed: Buffer
    place: Resource['place']
    needs: string[]
    state: Resource['state']
    added_on: DayColumn
    checked_on: DayColumn
    retired_on: DayColumn | null
  }
}
