import { storage } from 'wxt/utils/storage'

/** A value on this device that content scripts cannot read; null while there is none. */
export type KeptFromPages<T> = {
  getValue: () => Promise<T | null>
  setValue: (value: T) => Promise<void>
  removeValue: () => Promise<void>
}

/**
 * Keeps a value where content scripts cannot read it. Chromium shuts them out of `storage.local` (`setAccessLevel`, in the worker). Firefox
 * has no such door, so the value lies in a database there: content scripts have the page's databases, and never the extension's.
 */
export function keepFromPages<T>(name: string): KeptFromPages<T> {
  const inStorage = storage.defineItem<T | null>(`local:${name}`, { fallback: null })
  return import.meta.env.BROWSER === 'firefox' ? inDatabase(name, inStorage) : inStorage
}

const DATABASE = 'tend'
const STORE = 'kept'

function inDatabase<T>(name: string, before: KeptFromPages<T>): KeptFromPages<T> {
  const write = (value: T) => inStore('readwrite', (store) => store.put(value, name)).then(() => undefined)
  return {
    getValue: async () => {
      const value = await inStore('readonly', (store) => store.get(name) as IDBRequest<T | undefined>)
      return value ?? moveHere(before, write)
    },
    setValue: write,
    removeValue: async () => {
      await Promise.all([inStore('readwrite', (store) => store.delete(name)), before.removeValue()])
    },
  }
}

/** Versions before this one kept the value in `storage.local` here too. */
async function moveHere<T>(before: KeptFromPages<T>, write: (value: T) => Promise<void>): Promise<T | null> {
  const value = await before.getValue()
  if (value === null) return null
  await write(value)
  await before.removeValue()
  return value
}

/** Asks the database one thing; settles once that stands on the disk. */
async function inStore<R>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<R>): Promise<R> {
  const database = await open()
  try {
    return await new Promise<R>((resolve, reject) => {
      const transaction = database.transaction(STORE, mode, { durability: 'strict' })
      const asked = ask(transaction.objectStore(STORE))
      transaction.oncomplete = () => resolve(asked.result)
      transaction.onabort = () => reject(transaction.error)
    })
  } finally {
    database.close()
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE)
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error)
  })
}
