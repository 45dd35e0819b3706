// The rehearsal's call: two connections in this page, with real audio, sharing and hanging up, as a call site has them.
// Nothing here knows of the extension; it finds this call as it finds any other. Every word stands in the page's markup.

const section = document.querySelector('#call')
const speed = Number(section.dataset.speed)
const button = Object.fromEntries(['start', 'share', 'unshare', 'hang-up'].map((id) => [id, document.getElementById(id)]))

/** The call while it lasts: both ends, the audio, the shared screen, and whether the microphone was refused. */
let call = null
let timer = null

function tell(state) {
  const words = section.querySelector(`template[data-state="${state}"]`)
  document.querySelector('#state').textContent = words.content.textContent
  button.start.hidden = call !== null || state === 'unable'
  button['hang-up'].hidden = call === null
  button.share.hidden = call === null || state === 'connecting' || call.screen !== null
  button.unshare.hidden = !call?.screen
}

const tellConnected = () => tell(call.refused ? 'silent' : 'connected')

/** The microphone, or a tone nobody can hear where it is refused or missing. */
async function audio() {
  try {
    return { stream: await navigator.mediaDevices.getUserMedia({ audio: true }), refused: false, context: null }
  } catch {
    const context = new AudioContext()
    const silence = new GainNode(context, { gain: 0 })
    const out = context.createMediaStreamDestination()
    const tone = new OscillatorNode(context)
    tone.connect(silence).connect(out)
    tone.start()
    return { stream: out.stream, refused: true, context }
  }
}

/** Agrees again on what the two ends send, after something was added or taken away. */
async function agree({ here, there }) {
  await here.setLocalDescription()
  await there.setRemoteDescription(here.localDescription)
  await there.setLocalDescription()
  await here.setRemoteDescription(there.localDescription)
}

async function start() {
  button.start.hidden = true
  const { stream, refused, context } = await audio()
  const [here, there] = [new RTCPeerConnection(), new RTCPeerConnection()]
  call = { here, there, stream, refused, context, screen: null, since: null }
  tell('connecting')
  here.onicecandidate = ({ candidate }) => candidate && there.addIceCandidate(candidate)
  there.onicecandidate = ({ candidate }) => candidate && here.addIceCandidate(candidate)
  for (const end of [here, there]) for (const track of stream.getTracks()) end.addTrack(track, stream)
  here.onconnectionstatechange = () => {
    if (here.connectionState === 'connected' && call) connected()
    if (here.connectionState === 'failed' && call) end('failed')
  }
  await agree(call)
}

function connected() {
  if (call.since === null) {
    call.since = Date.now()
    document.querySelector('#clock').hidden = false
    timer = setInterval(showClock, 250)
  }
  if (call.screen === null) tellConnected()
}

function showClock() {
  const minutes = Math.floor(((Date.now() - call.since) * speed) / 60_000)
  document.querySelector('#clock span').textContent = new Intl.NumberFormat(document.documentElement.lang).format(minutes)
}

async function share() {
  let screen
  try {
    screen = await navigator.mediaDevices.getDisplayMedia({ video: true })
  } catch {
    return tell('shareRefused')
  }
  if (!call) return stopTracks(screen)
  call.screen = screen
  call.senders = screen.getTracks().map((track) => call.here.addTrack(track, screen))
  screen.getVideoTracks()[0].onended = unshare
  tell('sharing')
  await agree(call)
}

async function unshare() {
  if (!call?.screen) return
  stopTracks(call.screen)
  for (const sender of call.senders) call.here.removeTrack(sender)
  call.screen = null
  tellConnected()
  await agree(call)
}

function end(state) {
  const { here, there, stream, screen, context } = call
  clearInterval(timer)
  for (const connection of [here, there]) connection.close()
  for (const media of [stream, screen]) if (media) stopTracks(media)
  void context?.close()
  call = null
  tell(state)
}

function stopTracks(stream) {
  for (const track of stream.getTracks()) track.stop()
}

button.start.onclick = () => start().catch(() => (call ? end('failed') : tell('failed')))
button.share.onclick = share
button.unshare.onclick = unshare
button['hang-up'].onclick = () => end('over')
tell(navigator.mediaDevices && globalThis.RTCPeerConnection ? 'idle' : 'unable')
