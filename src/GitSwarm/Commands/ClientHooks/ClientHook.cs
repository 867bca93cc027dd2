using System.Text.Encodings.Web;
using System.Text.Json;
using GitSwarm.Agents.Plans;
using GitSwarm.Agents.Runs;
using GitSwarm.Cli;
using GitSwarm.Clients;
using GitSwarm.Sessions;

namespace GitSwarm.Commands.ClientHooks;

/// <summary>One event of a client, in a repository that has opted in: who it is about, and how it is answered.</summary>
/// <param name="host">The host, at the directory the event names.</param>
/// <param name="protocol">How the client speaks.</param>
/// <param name="happened">The event.</param>
internal sealed class ClientHook(SwarmHost host, ClientProtocol protocol, AgentEvent happened)
{
    // Not part of a page of HTML: quotes and angle brackets may stay what they are.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lazy<Caller> caller = new(() => CallerOf.Event(host, protocol, happened));

    public SwarmHost Host { get; } = host;

    public AgentEvent Event { get; } = happened;

    /// <summary>Whose session it is.</summary>
    public Caller Caller => caller.Value;

    /// <summary>True where it is the session of a run, which begins and ends with its supervisor; its client may come and go.</summary>
    public bool IsRun => Caller.Agent is null && Caller.ClientSession == Host.Outside.Variable(LaunchVariables.Run);

    /// <summary>True where the model would read what is said now.</summary>
    public bool IsHeard => protocol.Tells(Event.Kind);

    /// <summary>True where the client can ask its user.</summary>
    public bool CanAsk => protocol.CanAsk;

    /// <summary>Answers in the client's own form.</summary>
    /// <returns>False where the client did not take it.</returns>
    public bool Say(AgentReply reply)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            protocol.Write(Event, reply, json);
        }
        buffer.WriteByte((byte)'\n');
        try
        {
            Host.Outside.Output.Write(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
            Host.Outside.Output.Flush();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Notes what an event says about the turn of a program that is shown in a pane; for others there is no such note.</summary>
    public void MarkTurn()
    {
        if (TurnFile is { } file)
        {
            TurnMark.Happened(file, Event);
        }
    }

    /// <summary>Notes how such a program stands, where this is its session.</summary>
    public void MarkTurn(TurnState state)
    {
        if (IsRun && TurnFile is { } file && TurnMark.Read(file) is not null)
        {
            TurnMark.Write(file, state);
        }
    }

    private string? TurnFile =>
        Event.Agent is null && Host.Outside.Variable(LaunchVariables.Run) is { Length: > 0 } run && Path.GetFileName(run) == run
            ? Host.RunFiles.Turn(run)
            : null;

    /// <summary>Puts on record that the session is there, and where.</summary>
    public void Seen(Activity activity) =>
        Host.SessionsOfClient.Edit(Caller, new PresenceEdit { Activity = activity }, joining: Caller.Agent is null);
}
