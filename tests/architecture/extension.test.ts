import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { sources } from './sources.ts'

/** What panel and calls are made of: files whose names people look for, so entry points and tests are not among them. */
const files = () =>
  sources('extension')
    .map(({ file }) => file)
    .filter((file) => !/^extension\/(entrypoints|test)\//.test(file))

describe('each name of the extension leads to one file', () => {
  it('no two files share a stem', () => {
    const named = Object.groupBy(files(), (file) => path.posix.parse(file).name)
    expect(Object.values(named).filter((same) => (same?.length ?? 0) > 1)).toEqual([])
  })

  it('every file of the panel lies in one of its rooms, but for what joins them', () => {
    const joins = 'app calls-port did-not-open open pair-this-device store use-panel waiting-writes'.split(' ')
    const rooms = 'now circle mine settings parts raise care-team'.split(' ')
    const odd = files().filter((file) => {
      const [, room, name] = file.match(/^extension\/panel\/(?:([^/]+)\/)?([^/]+)\.tsx?$/) ?? []
      return name !== undefined && !(room === undefined ? joins.includes(name) : rooms.includes(room))
    })
    expect(odd).toEqual([])
  })

  it('what happens in calls lies where it runs, but for what page, worker and panel say to each other', () => {
    const spoken = 'cover messages port ports'.split(' ')
    const odd = files().filter((file) => {
      const [, room, name] = file.match(/^extension\/call\/(?:([^/]+)\/)?([^/]+)\.tsx?$/) ?? []
      return name !== undefined && !(room === undefined ? spoken.includes(name) : ['page', 'worker'].includes(room))
    })
    expect(odd).toEqual([])
  })
})
