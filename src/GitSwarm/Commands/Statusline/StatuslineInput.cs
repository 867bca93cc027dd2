using System.Text.Json;

namespace GitSwarm.Commands.Statusline;

/// <summary>What a client puts on the standard input of its status line command; Claude Code's form, observed with 2.1.329.</summary>
/// <param name="Session">The client's id of the session.</param>
/// <param name="Directories">Where it is, best first.</param>
internal sealed record StatuslineInput(string Session, IReadOnlyList<string> Directories)
{
    private const int Largest = 1 << 20;
    private const int LongestId = 512;

    /// <summary>Run by something that never ends the input, it goes on with what came.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Reads to the end, as far as that comes soon.</summary>
    public static byte[] ReadAll(Stream input)
    {
        using var buffer = new MemoryStream();
        var reader = new Thread(() => Read(input, buffer)) { IsBackground = true };
        reader.Start();
        reader.Join(Patience);
        lock (buffer)
        {
            return buffer.ToArray();
        }
    }

    /// <summary>Reads what came; null where nothing did: then a person typed the command.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static StatuslineInput? Parse(byte[] input)
    {
        if (input.AsSpan().Trim(" \t\r\n"u8).IsEmpty)
        {
            return null;
        }
        using var document = JsonDocument.Parse(input);
        var root = document.RootElement;
        var session = Text(root, "session_id");
        if (session is not { Length: <= LongestId })
        {
            throw new JsonException("the input names no session");
        }
        var workspace = root.TryGetProperty("workspace", out var field) ? field : default;
        string?[] named = [Text(workspace, "current_dir"), Text(root, "cwd"), Text(workspace, "project_dir")];
        return new StatuslineInput(session, [.. named.OfType<string>().Distinct(StringComparer.Ordinal)]);
    }

    private static void Read(Stream input, MemoryStream buffer)
    {
        try
        {
            var chunk = new byte[16 << 10];
            for (int read; (read = input.Read(chunk)) > 0 && buffer.Length + read <= Largest; )
            {
                lock (buffer)
                {
                    buffer.Write(chunk, 0, read);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // Nobody is there to read from, or to read for any more.
        }
    }

    private static string? Text(JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object
        && from.TryGetProperty(name, out var field)
        && field.ValueKind == JsonValueKind.String
        && field.GetString() is { Length: > 0 } text
            ? text
            : null;
}
