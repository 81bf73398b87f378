#!/usr/bin/env node
// An ordinary echo server that knows nothing of any contract: node echo.js tcp://127.0.0.1:5555
import { Router } from 'zeromq'

const [endpoint] = process.argv.slice(2)
if (!endpoint) {
  console.error('usage: node echo.js ENDPOINT')
  process.exit(2)
}
const router = new Router()
await router.bind(endpoint)
for await (const frames of router) {
  await router.send(frames)
}
