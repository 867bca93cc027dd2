// git-swarm plugin v1 for OpenCode; 'git swarm uninstall opencode' takes it out again.
// It tells git-swarm what happens in a session, and the model what git-swarm answers. It never fails, and only a
// denial that somebody configured stops a tool.
import { spawn } from "node:child_process"

const program = @PROGRAM@
const patience = 5000
// "opencode run" is over with its turn, before anything we make it do. What waits then is told with the next prompt.
const endsWithItsTurn = process.argv[2] === "run"
const edits = new Set(["edit", "write", "patch", "multiedit", "apply_patch"])

// Sends one event and gives the answer; an empty one for whatever goes wrong.
function ask(event) {
  return new Promise((resolve) => {
    try {
      const child = spawn(program, ["hook", "opencode"], { stdio: ["pipe", "pipe", "ignore"], cwd: event.directory })
      let said = ""
      const timer = setTimeout(() => {
        child.kill("SIGKILL")
        resolve({})
      }, patience)
      const end = () => {
        clearTimeout(timer)
        try {
          resolve(said.trim() ? JSON.parse(said) : {})
        } catch {
          resolve({})
        }
      }
      child.on("error", end)
      child.on("close", end)
      child.stdout.on("error", () => {})
      child.stdout.setEncoding("utf8")
      child.stdout.on("data", (text) => {
        said += text
      })
      child.stdin.on("error", () => {})
      child.stdin.end(JSON.stringify(event))
    } catch {
      resolve({})
    }
  })
}

// The files a tool changes: an argument of that name, or the headlines of a patch.
function pathsOf(tool, args) {
  if (!edits.has(tool) || !args) {
    return []
  }
  const patch = args.patchText ?? args.patch
  if (typeof patch === "string") {
    return [...patch.matchAll(/^\*\*\* (?:(?:Add|Update|Delete) File|Move to): (.+)$/gm)].map((found) => found[1].trim())
  }
  const path = args.filePath ?? args.path
  return typeof path === "string" ? [path] : []
}

export const GitSwarm = async ({ client, directory }) => {
  const parents = new Map() // session -> the session it is a subagent of
  const continued = new Set() // sessions that go on because of us

  const send = (name, session, more = {}) => {
    const parent = parents.get(session)
    const who = parent ? { session: parent, agent: session, parent } : { session }
    return ask({ event: name, ...who, directory, pid: process.pid, ...more })
  }

  const goOn = (session, text) => {
    continued.add(session)
    const body = { parts: [{ type: "text", text }] }
    // Not waited for: it lasts as long as the turn.
    Promise.resolve()
      .then(() => client.session.prompt({ path: { id: session }, body }))
      .catch(() => continued.delete(session))
  }

  return {
    event: async ({ event }) => {
      try {
        const of = event.properties ?? {}
        const session = of.sessionID ?? of.info?.id
        if (event.type === "session.created" && session) {
          if (of.info?.parentID) {
            parents.set(session, of.info.parentID)
          }
          await send(parents.has(session) ? "subagent-started" : "started", session)
        } else if (event.type === "session.idle" && session) {
          if (parents.has(session)) {
            await send("subagent-ended", session)
            return
          }
          if (endsWithItsTurn) {
            return
          }
          const again = continued.delete(session)
          const answer = await send("turn-ended", session, again ? { again } : {})
          if (answer.context) {
            goOn(session, answer.context)
          }
        } else if (event.type === "session.deleted" && session) {
          await send(parents.has(session) ? "subagent-ended" : "ended", session)
          parents.delete(session)
        }
      } catch {
        // Whatever it is, the session goes on.
      }
    },

    "chat.message": async (input, output) => {
      try {
        const session = input.sessionID
        // What we wrote ourselves to make it go on is no prompt of the user's.
        const last = output.parts.at(-1)
        if (!session || !last || continued.has(session)) {
          return
        }
        const answer = await send("prompted", session)
        if (answer.context) {
          const { sessionID, messageID } = last
          output.parts.push({ id: `${last.id}s`, sessionID, messageID, type: "text", text: answer.context, synthetic: true })
        }
      } catch {
        // The prompt goes on as it is.
      }
    },

    "tool.execute.before": async (input, output) => {
      let denied
      try {
        const paths = pathsOf(input.tool, output.args)
        denied = paths.length > 0 ? (await send("editing", input.sessionID, { paths })).deny : undefined
      } catch {
        // The tool runs.
      }
      if (denied) {
        throw new Error(denied)
      }
    },

    "tool.execute.after": async (input, output) => {
      try {
        const paths = pathsOf(input.tool, input.args)
        const answer = await send("tools-done", input.sessionID, paths.length > 0 ? { paths } : {})
        if (answer.context && typeof output.output === "string") {
          output.output += `\n\n${answer.context}`
        }
      } catch {
        // The model gets what the tool said.
      }
    },

    "shell.env": async (input, output) => {
      // An agent that git-swarm launched is the session of its run, and its shell has that already.
      if (input.sessionID && process.env.GIT_SWARM_RUN_CLIENT !== "opencode") {
        output.env.GIT_SWARM_SESSION = parents.get(input.sessionID) ?? input.sessionID
      }
    },
  }
}
