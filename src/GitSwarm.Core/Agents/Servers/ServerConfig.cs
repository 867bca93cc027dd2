using System.Text.Json;
using GitSwarm.Clients;

namespace GitSwarm.Agents.Servers;

/// <summary>How a server is started or reached, variables filled in.</summary>
/// <remarks>A class and no record: nobody should print its variables and headers by accident.</remarks>
public sealed class ServerConfig
{
    /// <summary>The program; null where it is reached by an address.</summary>
    public string? Command { get; private init; }

    /// <summary>What the program is given.</summary>
    public IReadOnlyList<string> Arguments { get; private init; } = [];

    /// <summary>Variables of its own.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; private init; } = new Dictionary<string, string>();

    /// <summary>Its address; null where it is started.</summary>
    public Uri? Address { get; private init; }

    /// <summary>What is sent along with each request.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; private init; } = new Dictionary<string, string>();

    /// <summary>Reads the settings of one server, as clients keep them.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="variables">What variables named in them stand for.</param>
    /// <returns>The server, or why it cannot be asked.</returns>
    public static (ServerConfig? Config, string? Reason) Read(JsonElement settings, IReadOnlyDictionary<string, string> variables)
    {
        var unset = new List<string>();
        string Fill(string text) => VariableText.Fill(text, variables, unset);
        Dictionary<string, string> Map(string name) =>
            settings.Field(name) is { ValueKind: JsonValueKind.Object } map
                ? map.EnumerateObject()
                    .Where(m => m.Value.ValueKind == JsonValueKind.String)
                    .DistinctBy(m => m.Name)
                    .ToDictionary(m => m.Name, m => Fill(m.Value.GetString()!), StringComparer.Ordinal)
                : [];
        var (command, address) = (settings.Text("command"), settings.Text("url"));
        var type = settings.Text("type") ?? (command is null ? "http" : "stdio");
        ServerConfig? config = (type, command, address) switch
        {
            ("stdio", { Length: > 0 }, _) => new ServerConfig
            {
                Command = Fill(command),
                Arguments = [.. settings.Items("args").Where(a => a.ValueKind == JsonValueKind.String).Select(a => Fill(a.GetString()!))],
                Variables = Map("env"),
            },
            ("http" or "streamable-http", _, { Length: > 0 }) => Uri.TryCreate(Fill(address), UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https"
                ? new ServerConfig { Address = uri, Headers = Map("headers") }
                : null,
            _ => null,
        };
        return unset.Count > 0 ? (null, $"the variable {Texts.Cut(unset[0], 60)} is not set")
            : config is not null ? (config, null)
            : type is "stdio" or "http" or "streamable-http" ? (null, "its settings have neither a command nor an address")
            : (null, $"git-swarm cannot ask a server of type {Texts.Cut(type, 20)}");
    }
}
