/**
 * Reads the id of a Slack channel from what a person pasted: the id itself, or a link to the channel or to a message in it. Gives null
 * where it is neither.
 */
export function readChannel(pasted: string): string | null {
  const text = pasted.trim()
  const inLink = /^https:\/\/[a-z0-9.-]+\.slack\.com\/(?:archives|messages)\/([CG][A-Z0-9]{6,20})(?:[/?#]|$)/i.exec(text)?.[1]
  const inClient = /^https:\/\/app\.slack\.com\/client\/[A-Z0-9]+\/([CG][A-Z0-9]{6,20})(?:[/?#]|$)/i.exec(text)?.[1]
  const id = (inLink ?? inClient)?.toUpperCase() ?? text
  // Every id holds a digit, so a channel's name in capitals is not one.
  return /^[CG](?=[A-Z]*\d)[A-Z0-9]{6,20}$/.test(id) ? id : null
}
