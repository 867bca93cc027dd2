using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GitSwarm.Cli;

/// <summary>Where a command's words go: the answer to standard output in one piece, narration to standard error.</summary>
/// <remarks>
/// A reader that went away (<c>git swarm status | head -1</c>) is no error. Whatever a line quotes, a path or a name, it cannot
/// steer the terminal; answers see to that themselves, for they have colours of their own.
/// </remarks>
public sealed class Output(Outside outside, bool json, bool quiet)
{
    /// <summary>True when the answer is wanted as JSON.</summary>
    public bool Json { get; } = json;

    /// <summary>True when a person reads the answer.</summary>
    public bool Terminal => outside.OutputIsTerminal && !Json;

    /// <summary>Columns to fit into.</summary>
    public int Width => outside.Width;

    /// <summary>Colours and weights, or nothing where they are not wanted.</summary>
    public Style Style { get; } =
        new(outside.OutputIsTerminal && outside.Variable("NO_COLOR") is null && outside.Variable("TERM") is not (null or "dumb"));

    /// <summary>Writes the answer.</summary>
    public void Answer(string text) => Write(outside.Output, text);

    /// <summary>Writes the answer, and says whether it got through: what was not put out was not delivered.</summary>
    public bool TryAnswer(string text) => TryWrite(outside.Output, text);

    /// <summary>Writes to standard error, and says whether it got through.</summary>
    public bool TryNarrate(string text) => TryWrite(outside.Error, text);

    /// <summary>Writes the answer as one line of JSON.</summary>
    public void Answer<T>(T value, JsonTypeInfo<T> type) => Write(outside.Output, JsonSerializer.Serialize(value, type) + "\n");

    /// <summary>Says in one line what was done; nothing with <c>-q</c> or <c>--json</c>.</summary>
    public void Did(string line)
    {
        if (!quiet && !Json)
        {
            Write(outside.Output, Texts.Printable(line) + "\n");
        }
    }

    /// <summary>Tells something beside the answer.</summary>
    public void Narrate(string line)
    {
        if (!quiet)
        {
            Write(outside.Error, Texts.Printable(line) + "\n");
        }
    }

    /// <summary>Warns.</summary>
    public void Warn(string line) => Write(outside.Error, $"warning: {Texts.Printable(line)}\n");

    /// <summary>Says no: why something asked for was not done.</summary>
    public void Refuse(string line) => Write(outside.Error, $"error: {Texts.Printable(line)}\n");

    /// <summary>Writes lines as a hook does: to standard error, for git shows both.</summary>
    public void Hook(string line) => Write(outside.Error, Texts.Printable(line) + "\n");

    internal static void Write(Stream stream, string text) => _ = TryWrite(stream, text);

    internal static void Write(Stream stream, byte[] bytes) => _ = TryWrite(stream, bytes);

    private static bool TryWrite(Stream stream, string text) => TryWrite(stream, Encoding.UTF8.GetBytes(text));

    private static bool TryWrite(Stream stream, byte[] bytes)
    {
        try
        {
            stream.Write(bytes);
            stream.Flush();
            return true;
        }
        catch (IOException)
        {
            // The reader went away.
            return false;
        }
    }
}
