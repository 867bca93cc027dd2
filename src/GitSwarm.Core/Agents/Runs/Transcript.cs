using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GitSwarm.Agents.Runs;

/// <summary>A line of a transcript.</summary>
public sealed record TranscriptLine
{
    /// <summary>When, UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary><c>text</c>, <c>tool</c>, <c>denied</c>, <c>usage</c>, <c>noise</c>, <c>error</c>, <c>step</c> (what the supervisor does), <c>result</c>.</summary>
    public required string Type { get; init; }

    /// <summary>What was said; the tool's name; the step; for a result how it ended.</summary>
    public string? Text { get; init; }

    /// <summary>With what a tool was called.</summary>
    public string? Detail { get; init; }

    /// <summary>Tokens so far.</summary>
    public long? Tokens { get; init; }

    /// <summary>Calls of tools so far.</summary>
    public int? ToolUses { get; init; }

    /// <summary>Of a result: its text, in blocks.</summary>
    public IReadOnlyList<string>? Content { get; init; }

    /// <summary>Of a result: why it failed.</summary>
    public string? Error { get; init; }
}

/// <summary>How transcripts look in JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(TranscriptLine))]
public sealed partial class TranscriptJson : JsonSerializerContext;

/// <summary>Writes a transcript: one writer, bounded; whoever reads it may do so meanwhile.</summary>
/// <remarks>A full file becomes <c>.1</c>, and the one before it goes. A disk that is full must not end the run: what cannot be written is left out.</remarks>
public sealed class Transcript : IDisposable
{
    /// <summary>Bytes of one file; there are at most two.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    /// <summary>Characters of one text.</summary>
    public const int LongestText = 32 * 1024;

    private static readonly TranscriptJson Readable = new(
        new JsonSerializerOptions(TranscriptJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
    );

    private readonly string path;
    private readonly int mostBytes;
    private readonly Lock guard = new();
    private FileStream? file;

    /// <summary>Opens it.</summary>
    /// <param name="path">Where.</param>
    /// <param name="mostBytes">Bytes of one file.</param>
    public Transcript(string path, int mostBytes = MostBytes)
    {
        this.path = path;
        this.mostBytes = mostBytes;
        file = TryOpen(FileMode.Append);
    }

    /// <summary>Where the lines of before went when a file was full.</summary>
    public static string Older(string path) => path + ".1";

    /// <summary>Adds a line.</summary>
    public void Add(TranscriptLine line)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(Bounded(line), Readable.TranscriptLine);
        lock (guard)
        {
            try
            {
                if (file is null || file.Position + bytes.Length + 1 > mostBytes)
                {
                    Rotate();
                }
                // In one piece, so that a reader never takes half a line for a whole one.
                file?.Write([.. bytes, (byte)'\n']);
            }
            catch (IOException)
            {
                // The disk is full, or the directory gone: the run matters more.
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (guard)
        {
            file?.Dispose();
            file = null;
        }
    }

    private static TranscriptLine Bounded(TranscriptLine line) =>
        line with
        {
            Text = Cut(line.Text),
            Detail = Cut(line.Detail),
            Error = Cut(line.Error),
        };

    private static string? Cut(string? text) => text is { Length: > LongestText } ? text[..LongestText] + "…" : text;

    private void Rotate()
    {
        file?.Dispose();
        if (File.Exists(path))
        {
            File.Move(path, Older(path), overwrite: true);
        }
        file = TryOpen(FileMode.Create);
    }

    private FileStream? TryOpen(FileMode mode)
    {
        try
        {
            return RunFiles.Open(path, mode);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
