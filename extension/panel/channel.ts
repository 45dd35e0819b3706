/** The id of a Slack channel from what somebody pasted: the id itself, or a link to the channel or to a message in it. Null: neither. */
export function readChannel(pasted: string): string | null {
  const text = pasted.trim()
  const inLink = /^https:\/\/[a-z0-9.-]+\.slack\.com\/(?:archives|messages)\/([CG][A-Z0-9]{6,20})(?:[/?#]|$)/i.exec(text)?.[1]
  const inClient = /^https:\/\/app\.slack\.com\/client\/[A-Z0-9]+\/([CG][A-Z0-9]{6,20})(?:[/?#]|$)/i.exec(text)?.[1]
  const id = (inLink ?? inClient ?? text).toUpperCase()
  return /^[CG][A-Z0-9]{6,20}$/.test(id) ? id : null
}
