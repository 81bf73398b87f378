#!/usr/bin/env node
// A worker or server that follows the subject contract, version 1: one ROUTER, one loop, settings from the environment.
import { performance } from 'node:perf_hooks'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import { Reply, Router } from 'zeromq'

const CAPABILITIES = 'work,fail,defer,stats,whoami,heartbeat,drain,plain,maxmsgsize,hwm,concurrent'
const VERBS = new Set(['$work', '$fail', '$defer', '$stats', '$whoami'])
const NOTHING = Buffer.alloc(0)
const MOST_WAIT = 100 // ms: the longest wait of an idle server
const BREATH = 5 // ms: after so long without a pause, timers and signals have their turn
const DRAIN = 200 // ms: the longest time for which requests are still taken after the stop request

const now = () => performance.now()

// ---- settings

function refuse(name, value, expected) {
  console.error(`${name}: ${value}: expected ${expected}`)
  process.exit(2)
}

const text = (name, fallback) => process.env[name] || fallback

function number(name, fallback, least = 0, most = 2147483647) {
  const value = text(name)
  if (value === undefined) return fallback
  if (!/^\d+$/.test(value) || Number(value) < least || Number(value) > most) {
    refuse(name, value, `a number from ${least} to ${most}`)
  }
  return Number(value)
}

function oneOf(name, fallback, ...choices) {
  const value = text(name, fallback)
  return choices.includes(value) ? value : refuse(name, value, choices.join(' or '))
}

const contract = oneOf('DONTWAIT_CONTRACT', '', '', '1') === '1'
const role = oneOf('DONTWAIT_ROLE', 'worker', 'worker', 'server')
const endpoint = text('DONTWAIT_ENDPOINT', 'tcp://127.0.0.1:5555')
const [, port] = /^tcp:\/\/.+:(\*|\d+)$/.exec(endpoint) ?? []
if (port !== '*' && !(port >= 1 && port <= 65535)) {
  refuse('DONTWAIT_ENDPOINT', endpoint, 'tcp://ADDRESS:PORT, a port from 1 to 65535 or *')
}
const interval = number('DONTWAIT_HEARTBEAT_MS', 0)
const timeToLive = number('DONTWAIT_PEER_TTL_MS', 10 * interval, 1)
const hwm = number('DONTWAIT_HWM')
const maxMessageSize = number('DONTWAIT_MAXMSGSIZE', undefined, 0, Number.MAX_SAFE_INTEGER)
const linger = number('DONTWAIT_LINGER_MS', 1000)
const security = oneOf('DONTWAIT_SECURITY', 'null', 'null', 'plain')
const username = text('DONTWAIT_PLAIN_USERNAME')
const password = text('DONTWAIT_PLAIN_PASSWORD')

// ---- the socket

const options = { sendTimeout: 0, linger }
if (hwm !== undefined) Object.assign(options, { sendHighWaterMark: hwm, receiveHighWaterMark: hwm })
if (maxMessageSize !== undefined) options.maxMessageSize = maxMessageSize
if (security === 'plain') {
  if (username === undefined) refuse('DONTWAIT_PLAIN_USERNAME', 'absent', 'a user name, as the security is plain')
  if (password === undefined) refuse('DONTWAIT_PLAIN_PASSWORD', 'absent', 'a password, as the security is plain')
  Object.assign(options, { plainServer: true, zapDomain: 'subject' })
}
const router = new Router(options)

// The library asks here, by the ZAP protocol, about everyone who connects.
async function judge(gate) {
  for await (const [version, request, , , , mechanism, user, secret] of gate) {
    const welcome = String(mechanism) === 'PLAIN'
      && user.equals(Buffer.from(username)) && secret.equals(Buffer.from(password))
    await gate.send([version, request, welcome ? '200' : '400', welcome ? 'OK' : 'Not accepted', welcome ? user : '', ''])
  }
}

let handled = 0
let turns = 0

// A ROUTER drops what has no place at its peer, so this never waits.
function reply(id, frames) {
  router.send([id, ...frames]).catch((error) => console.error(`not sent: ${error.message}`))
  handled++
}

// ---- the application handler

async function until(due) {
  // A timer of Node.js may fire a little early: it counts from the start of the loop's turn.
  for (let left = due - now(); left > 0; left = due - now()) await sleep(Math.ceil(left))
}

function millis(frame) {
  const digits = frame?.length <= 7 ? frame.toString('latin1') : ''
  return /^\d+$/.test(digits) ? Number(digits) : undefined
}

function split(frames) {
  const envelope = frames.length > 1 && frames[0].length === 0 ? [NOTHING] : []
  const [first, second] = frames.slice(envelope.length)
  const verb = contract && first.length <= 8 ? first.toString('latin1') : ''
  return { envelope, verb: VERBS.has(verb) ? verb : '', time: millis(second) }
}

async function answer(id, frames, { envelope, verb, time }) {
  switch (verb) {
    case '$work':
      if (time === undefined) throw new Error('$work needs its milliseconds, 1 to 7 digits')
      await until(now() + time)
      return frames
    case '$defer': // one with usable milliseconds does not come here
      throw new Error('$defer needs its milliseconds, 1 to 7 digits')
    case '$fail':
      throw new Error('failed, as it was asked to')
    case '$stats':
      return [...envelope, verb, `turns=${turns}`, `handled=${handled}`, `peers=${peers.size}`]
    case '$whoami':
      return [...envelope, verb, id]
    default:
      return frames
  }
}

const deferred = new Map() // a promise of each deferred reply, and when it is due
const lines = new Map() // routing id -> the end of the line of this peer's requests in hand

function serve([id, ...frames]) {
  const request = split(frames)
  const key = id.toString('latin1')
  if (interval > 0) hear(key, id, frames)
  if (request.verb === '$defer' && request.time !== undefined) {
    const due = now() + request.time
    const done = until(due).then(() => reply(id, frames)).then(() => deferred.delete(done))
    deferred.set(done, due)
    return
  }
  const before = lines.get(key)
  const done = (async () => {
    await before // one peer's replies keep their order; no other peer waits
    try {
      reply(id, await answer(id, frames, request))
    } catch (error) {
      reply(id, [...request.envelope, '$error', error.message])
    }
    if (lines.get(key) === done) lines.delete(key)
  })()
  lines.set(key, done)
}

// ---- heartbeats

const peers = new Map() // routing id -> its peer; the one longest silent comes first
let nextBeat = interval > 0 ? now() + interval : Infinity

function hear(key, id, frames) {
  peers.delete(key)
  peers.set(key, { id, heard: now(), quiet: frames[0].length === 0 })
}

function beat() {
  if (now() < nextBeat) return
  nextBeat += interval * (1 + Math.floor((now() - nextBeat) / interval)) // none is caught up
  for (const [key, { id, heard, quiet }] of peers) {
    if (now() - heard > timeToLive) peers.delete(key)
    else if (!quiet) router.send([id, '$heartbeat']).catch((error) => console.error(`not sent: ${error.message}`))
  }
}

// ---- the loop

async function receive(wait) {
  router.receiveTimeout = wait
  try {
    return await router.receive()
  } catch (error) {
    if (error.code !== 'EAGAIN') throw error
  }
}

let stopping = false
process.on('SIGTERM', () => { stopping = true })

async function loop() {
  let pause = 0
  let breath = now()
  while (!stopping) {
    const duty = Math.max(1, Math.min(MOST_WAIT, nextBeat - now()))
    const message = await receive(role === 'server' ? Math.floor(duty) : 0)
    if (message) {
      serve(message)
      pause = 0
    } else {
      turns++
      if (role === 'worker') await sleep(Math.min(pause = Math.min(pause + 1, 10), duty))
      breath = now()
    }
    beat()
    if (now() - breath > BREATH) {
      await nextTurn()
      breath = now()
    }
  }
}

async function stop() {
  const last = now() + DRAIN
  for (let message = await receive(0); message && now() < last; message = await receive(0)) serve(message)
  await Promise.all(lines.values())
  const end = now()
  await Promise.all([...deferred].filter(([, due]) => due <= end + linger).map(([done]) => done))
  router.linger = Math.max(0, Math.min(linger, Math.round(end + linger + 300 - now())))
}

// A closed socket still sends what it holds, up to the linger, and then ends. Its port is free by then.
async function leave() {
  const { events } = router
  const ended = new Promise((resolve) => events.on('end', resolve))
  router.close()
  await ended
  gate.close()
}

const gate = new Reply({ linger: 0 })
try {
  if (security === 'plain') {
    await gate.bind('inproc://zeromq.zap.01')
    judge(gate)
  }
  await router.bind(endpoint)
} catch (error) {
  console.error(`${endpoint}: cannot be bound: ${error.message}`)
  process.exit(1)
}
console.log(`READY ${router.lastEndpoint} ${CAPABILITIES}`)
await loop()
await stop()
await leave()
console.log('STOPPED')
process.exit(0)
