using System.Text.Json;
using GitSwarm.Clients;

namespace GitSwarm.Agents.Servers;

/// <summary>Looks at a server as a client would: connects, asks for its tools, and goes away again.</summary>
public static class ServerProbe
{
    /// <summary>Looks once.</summary>
    /// <param name="config">How it is started or reached.</param>
    /// <param name="directory">Where it is started.</param>
    /// <param name="variables">Every variable it sees besides its own.</param>
    /// <param name="limit">How long all of it may take.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was used; what was started runs no more.</exception>
    public static async Task<ServerOutcome> Look(
        ServerConfig config,
        string directory,
        IReadOnlyDictionary<string, string> variables,
        TimeSpan limit,
        CancellationToken stop = default
    )
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(stop);
        time.CancelAfter(limit);
        var isConnected = false;
        try
        {
            await using ServerLink link = config.Address is null ? StdioLink.Start(config, directory, variables) : new HttpLink(config);
            await Result(link, "initialize", ServerMessages.Initialize(), ServerMessages.InitializeId, time.Token);
            isConnected = true;
            await link.Tell(ServerMessages.Initialized(), time.Token);
            var listed = await Result(link, "tools/list", ServerMessages.ListTools(), ServerMessages.ToolsId, time.Token);
            var tools = ServerMessages.Tools(listed);
            return new ServerOutcome(true, true, tools, tools > 0 ? null : "it has no tools");
        }
        catch (ServerTrouble trouble)
        {
            return new ServerOutcome(isConnected, isConnected && trouble.IsAuthenticated, 0, trouble.Message);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            var asked = isConnected ? "tools/list" : "initialize";
            return new ServerOutcome(isConnected, isConnected, 0, $"it did not answer {asked} within {limit.TotalSeconds:0.#} s")
            {
                IsOutOfTime = true,
            };
        }
    }

    private static async Task<JsonElement> Result(ServerLink link, string method, byte[] request, int id, CancellationToken stop)
    {
        var answer = await link.Ask(request, id, stop);
        if (answer.Field("result") is { ValueKind: JsonValueKind.Object } result)
        {
            return result;
        }
        // What it says about that may quote what it was given.
        var code =
            answer.Field("error")?.Field("code") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var n)
                ? $" with code {n}"
                : "";
        throw new ServerTrouble($"it refused {method}{code}");
    }
}
