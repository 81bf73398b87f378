#!/usr/bin/env node
// A client that follows the subject contract, version 1: one DEALER, a window of requests, settings from the environment.
import { performance } from 'node:perf_hooks'
import { Dealer } from 'zeromq'

const CAPABILITIES = 'plain,curve,hwm,maxmsgsize'
const BURST = 500 // the most requests that are sent before replies are looked for again
const RETRY = 5 // ms: how soon a request for which the socket had no room is tried again
const MOST_WAIT = 1000 // ms: the longest wait for a reply

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

function key(name, secret) {
  const value = text(name, '')
  if (/^[0-9A-Za-z.\-:+=^!/*?&<>()[\]{}@%$#]{40}$/.test(value)) return value
  return refuse(name, secret ? 'unusable' : value || 'absent', 'a key of 40 Z85 characters, as the security is curve')
}

oneOf('DONTWAIT_CONTRACT', '', '', '1')
oneOf('DONTWAIT_ROLE', 'client', 'client')
const endpoint = text('DONTWAIT_ENDPOINT', 'tcp://127.0.0.1:5555')
const [, port] = /^tcp:\/\/.+:(\d+)$/.exec(endpoint) ?? []
if (!(port >= 1 && port <= 65535)) refuse('DONTWAIT_ENDPOINT', endpoint, 'tcp://ADDRESS:PORT, a port from 1 to 65535')
const requests = number('DONTWAIT_REQUESTS', 10)
const window = number('DONTWAIT_WINDOW', 1, 1)
const timeout = number('DONTWAIT_TIMEOUT_MS', 1000)
const hwm = number('DONTWAIT_HWM')
const maxMessageSize = number('DONTWAIT_MAXMSGSIZE', undefined, 0, Number.MAX_SAFE_INTEGER)
const routingId = text('DONTWAIT_ROUTING_ID')
if (Buffer.byteLength(routingId ?? '') > 255) refuse('DONTWAIT_ROUTING_ID', routingId, 'at most 255 bytes')
const security = oneOf('DONTWAIT_SECURITY', 'null', 'null', 'plain', 'curve')

// ---- the socket

const options = { linger: 0, sendTimeout: 0 }
if (hwm !== undefined) Object.assign(options, { sendHighWaterMark: hwm, receiveHighWaterMark: hwm })
if (maxMessageSize !== undefined) options.maxMessageSize = maxMessageSize
if (routingId !== undefined) options.routingId = routingId
if (security === 'plain') {
  options.plainUsername = text('DONTWAIT_PLAIN_USERNAME') ?? refuse('DONTWAIT_PLAIN_USERNAME', 'absent', 'a user name')
  options.plainPassword = text('DONTWAIT_PLAIN_PASSWORD') ?? refuse('DONTWAIT_PLAIN_PASSWORD', 'absent', 'a password')
}
if (security === 'curve') {
  options.curvePublicKey = key('DONTWAIT_CURVE_PUBLICKEY')
  options.curveSecretKey = key('DONTWAIT_CURVE_SECRETKEY', true)
  options.curveServerKey = key('DONTWAIT_CURVE_SERVERKEY')
}
const dealer = new Dealer(options)
try {
  dealer.connect(endpoint)
} catch (error) {
  console.error(`${endpoint}: cannot be connected to: ${error.message}`)
  process.exit(1)
}

process.on('SIGTERM', () => process.exit(0))

// ---- the requests

const open = new Map() // number -> when it was started; the oldest comes first
let started = 0
let sent = 0 // so many requests were sent, or ended before there was room for them
let replies = 0
let timeouts = 0

function start() {
  while (started < requests && open.size < window) {
    open.set(String(++started), now())
  }
}

function send() {
  for (let burst = BURST; sent < started && burst > 0; burst--) {
    const n = String(sent + 1)
    if (open.has(n)) {
      if (!dealer.writable) return RETRY
      dealer.send([n, `body-${n}`]).catch((error) => console.error(`not sent: ${error.message}`))
    }
    sent++
  }
  return sent < started ? 1 : MOST_WAIT
}

function expire() {
  for (const [n, since] of open) {
    if (now() - since < timeout) return
    open.delete(n)
    timeouts++
    console.log(`TIMEOUT ${n}`)
  }
}

function take(frames) {
  const n = frames[0].toString('latin1')
  if (open.has(n)) {
    console.log(`REPLY ${n} ${Math.floor(now() - open.get(n))}`)
    open.delete(n)
    replies++
  } else if (frames.length > 1 || n !== '$heartbeat') {
    console.log(`UNEXPECTED ${frames[0].toString('hex')}`)
  }
}

async function receive(most) {
  const [[, since = now()] = []] = open
  const due = Math.ceil(since + timeout - now())
  dealer.receiveTimeout = Math.max(1, Math.min(due, most))
  try {
    return await dealer.receive()
  } catch (error) {
    if (error.code !== 'EAGAIN') throw error
  }
}

console.log(`READY ${endpoint} ${CAPABILITIES}`)
for (start(); open.size > 0; start()) {
  const frames = await receive(send())
  expire()
  if (frames) take(frames)
}
console.log(`DONE ${replies} ${timeouts}`)
process.exit(0)
