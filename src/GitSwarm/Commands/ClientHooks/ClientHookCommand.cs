using System.Text.Json;
using GitSwarm.Cli;
using GitSwarm.Clients;

namespace GitSwarm.Commands.ClientHooks;

/// <summary><c>git-swarm hook &lt;client&gt;</c>: an event of an agent client on standard input, the reply on standard output.</summary>
/// <remarks>
/// In a repository that has not opted in it reads two files and is gone. Whatever cannot be read says nothing: the caller
/// turns every failure into silence, for a broken git-swarm never stops an agent.
/// </remarks>
internal static class ClientHookCommand
{
    /// <summary>Bytes of a payload: more than any file an agent writes in one call.</summary>
    private const int Largest = 64 << 20;

    /// <summary>Calls of tools are in it, whose arguments anybody may nest.</summary>
    private const int Deepest = 1000;

    /// <summary>Answers an event.</summary>
    /// <param name="client">The client the hook was installed for.</param>
    /// <param name="outside">The outer world.</param>
    /// <param name="mode">What to do other than to answer at once.</param>
    /// <returns>The exit code: 0, or that which wakes the session.</returns>
    /// <exception cref="JsonException">What came is no JSON.</exception>
    public static int Run(string client, Outside outside, HookMode mode)
    {
        if (ClientProtocols.Of(client) is not { } named)
        {
            throw new SwarmException(
                ErrorCode.BadArgument,
                $"no client '{Texts.Cut(client, 40)}'",
                $"known are: git, {string.Join(", ", ClientProtocols.Names)}"
            );
        }
        using var payload = JsonDocument.Parse(ReadAll(outside.Input), new JsonDocumentOptions { MaxDepth = Deepest });
        var protocol = ClientProtocols.Speaking(named, payload.RootElement, outside.Variable);
        if (protocol.Read(payload.RootElement) is not { } happened)
        {
            return ExitCode.Yes;
        }
        // A client started by git, from a hook or an alias, has its variables; the event says where it is.
        var surroundings = outside.WithoutGit();
        var places = protocol.DirectoryVariables.Select(outside.Variable).Prepend(happened.Directory);
        using var host = SwarmHost.AtFirst(surroundings, places, new GlobalOptions());
        // One that has entries of its own runs those too: an event counts once.
        if (
            host is null
            || !host.Repository.IsEnabled
            || (protocol.GetType() != named.GetType() && OwnEntries.AreThere(protocol.Client, host))
        )
        {
            return ExitCode.Yes;
        }
        var hook = new ClientHook(host, protocol, happened with { Directory = host.Directory });
        if (mode.Marks)
        {
            hook.MarkTurn();
            return ExitCode.Yes;
        }
        if (mode.Wakes)
        {
            return WakeRules.Wait(hook);
        }
        if (mode.Asks is { } patience)
        {
            AskRules.Ask(hook, patience);
            return ExitCode.Yes;
        }
        EventRules.Apply(hook);
        Housekeeping.StartIfDue(host);
        BackgroundSync.StartIfDue(host);
        return ExitCode.Yes;
    }

    private static ReadOnlyMemory<byte> ReadAll(Stream input)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[16 << 10];
        for (int read; (read = input.Read(chunk)) > 0; )
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > Largest)
            {
                throw new JsonException("the event is too large");
            }
        }
        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }
}
