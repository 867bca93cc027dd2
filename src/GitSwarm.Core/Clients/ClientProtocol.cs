using System.Text.Json;

namespace GitSwarm.Clients;

/// <summary>How one client's hooks speak: its events in, its replies out, and no rule.</summary>
public abstract class ClientProtocol
{
    /// <summary>The client, as in <see cref="Sessions.Processes.KnownClients.All"/>.</summary>
    public abstract string Client { get; }

    /// <summary>The variables by which the client's hooks know the project, tried where an event names no directory that is there.</summary>
    public virtual IReadOnlyList<string> DirectoryVariables => [];

    /// <summary>Reads what the client put on standard input.</summary>
    /// <param name="payload">One JSON object.</param>
    /// <returns>Null for an event that means nothing here, as that of a tool that is about no file.</returns>
    public AgentEvent? Read(JsonElement payload) =>
        Parse(payload) is { } read
        && (read.Kind is not (EventKind.Editing or EventKind.Edited or EventKind.EditFailed) || read.Paths.Count > 0)
            ? read
            : null;

    /// <summary>Reads the payload, whatever it is about.</summary>
    protected abstract AgentEvent? Parse(JsonElement payload);

    /// <summary>True where text given at such an event reaches the model.</summary>
    public abstract bool Tells(EventKind kind);

    /// <summary>True where the client can put the question to its user.</summary>
    public virtual bool CanAsk => false;

    /// <summary>Writes the client's own form of a reply.</summary>
    /// <param name="to">The event answered.</param>
    /// <param name="reply">With something in it.</param>
    /// <param name="json">Gets one object.</param>
    public abstract void Write(AgentEvent to, AgentReply reply, Utf8JsonWriter json);
}
