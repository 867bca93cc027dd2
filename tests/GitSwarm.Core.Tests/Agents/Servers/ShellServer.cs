using System.Diagnostics;
using System.Text.Json;
using GitSwarm.Agents.Runs;
using GitSwarm.Agents.Servers;
using GitSwarm.TestKit;

namespace GitSwarm.Tests.Agents.Servers;

/// <summary>A real server of the protocol, in a few lines of shell, that behaves as it is told.</summary>
internal sealed class ShellServer : IDisposable
{
    internal const string Secret = "s3cret-value";

    private const string Script = """
        echo $$ >> "$1.started"
        case $2 in
          dies) exit 3 ;;
          silent) sleep 301 ;;
          late) [ "$(wc -l < "$1.started")" -ge 3 ] || exit 7 ;;
          flood) while :; do echo 'garbage {"id":1,"result":' ; done ;;
          wall) head -c 3000000 /dev/zero | tr '\0' x; sleep 301 ;;
          child) sleep 302 & sleep 303 & ;;
        esac
        echo "a line of a log"
        echo "$KEY is wrong" >&2
        while IFS= read -r line; do
          case $line in
            *'"method":"initialize"'*)
              [ "$2" = refuses ] && printf '{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"bad %s"}}\n' "$KEY" && continue
              printf '%s\n' '{"jsonrpc":"2.0","method":"notifications/message","params":{}}' '{"jsonrpc":"2.0","id":1,"method":"ping"}'
              [ "$2" = quits ] && exit 4
              printf '%s\n' '{"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-06-18","capabilities":{"tools":{}}}}' ;;
            *'"notifications/initialized"'*) told=yes ;;
            *'"method":"tools/list"'*)
              [ "$2" = mute ] && continue
              tools='[{"name":"query"},{"name":"tables"}]'
              [ "$2" = bare ] && tools='[]'
              [ "$2" = keyed ] && [ "$KEY" != s3cret-value ] && tools='[]'
              [ "$told" = yes ] && printf '{"jsonrpc":"2.0","id":2,"result":{"tools":%s}}\n' "$tools" ;;
          esac
        done
        """;

    private readonly Sandbox sandbox = new();

    internal ShellServer()
    {
        File.WriteAllText(sandbox.Path("server.sh"), Script);
        Variables = new Dictionary<string, string>(sandbox.Variables, StringComparer.Ordinal)
        {
            ["GIT_SWARM_RUN"] = Run,
            ["TOKEN"] = Secret,
        };
    }

    /// <summary>Marks all it starts; its own, for other tests run at the same time.</summary>
    internal string Run { get; } = Guid.NewGuid().ToString();

    internal string Directory => sandbox.Root;

    internal IReadOnlyDictionary<string, string> Variables { get; }

    /// <summary>How often it was started.</summary>
    internal int Starts(string name = "one") =>
        File.Exists(sandbox.Path(name + ".started")) ? File.ReadAllLines(sandbox.Path(name + ".started")).Length : 0;

    /// <summary>Settings of it, as a client keeps them.</summary>
    internal JsonElement Settings(string behaviour, string name = "one") =>
        Json($$$"""{"command":"sh","args":["{{{sandbox.Path("server.sh")}}}","{{{name}}}","{{{behaviour}}}"],"env":{"KEY":"${TOKEN}"}}""");

    /// <summary>What runs of it still, after a while: who was killed may take a moment to be gone.</summary>
    internal IReadOnlyList<int> Left()
    {
        var left = RunProcesses.Of(Run, 0);
        for (var clock = Stopwatch.StartNew(); left.Count > 0 && clock.Elapsed < TimeSpan.FromSeconds(5); left = RunProcesses.Of(Run, 0))
        {
            Thread.Sleep(10);
        }
        return left;
    }

    internal Task<ServerOutcome> Look(string behaviour, double seconds = 30) => Look(Settings(behaviour), seconds);

    internal Task<ServerOutcome> Look(JsonElement settings, double seconds = 30)
    {
        var (config, reason) = ServerConfig.Read(settings, Variables);
        return config is null
            ? Task.FromResult(new ServerOutcome(false, false, 0, reason))
            : ServerProbe.Look(config, Directory, Variables, TimeSpan.FromSeconds(seconds));
    }

    internal static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    public void Dispose() => sandbox.Dispose();
}
