using System.Text.Json;

namespace GitSwarm.Agents.Runs;

/// <summary>Reads a transcript, and what was added since.</summary>
/// <remarks>Lines that are no JSON, or of a later version, are passed over. Nothing is read twice, also across the change of files.</remarks>
public sealed class TranscriptReader(string path)
{
    private const int Piece = 64 * 1024;

    private readonly List<byte> rest = [];
    private long position;

    /// <summary>What is there and was not read before.</summary>
    public IReadOnlyList<TranscriptLine> Read()
    {
        var lines = new List<TranscriptLine>();
        if (LengthOf(path) < position)
        {
            // The file became the older one: first what is left in there.
            ReadFrom(Transcript.Older(path), lines);
            position = 0;
            rest.Clear();
        }
        ReadFrom(path, lines);
        return lines;
    }

    /// <summary>Everything, the older file first.</summary>
    public static IReadOnlyList<TranscriptLine> ReadAll(string path) =>
        [.. new TranscriptReader(Transcript.Older(path)).Read(), .. new TranscriptReader(path).Read()];

    private static long LengthOf(string file) => new FileInfo(file) is { Exists: true } info ? info.Length : 0;

    private void ReadFrom(string file, List<TranscriptLine> lines)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            stream.Position = position;
            var buffer = new byte[Piece];
            for (int read; (read = stream.Read(buffer)) > 0; )
            {
                position += read;
                Take(buffer.AsSpan(0, read), lines);
            }
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            // Nothing yet, or nothing any more.
        }
    }

    private void Take(ReadOnlySpan<byte> bytes, List<TranscriptLine> lines)
    {
        for (int end; (end = bytes.IndexOf((byte)'\n')) >= 0; bytes = bytes[(end + 1)..])
        {
            rest.AddRange(bytes[..end]);
            if (Parse([.. rest]) is { } line)
            {
                lines.Add(line);
            }
            rest.Clear();
        }
        rest.AddRange(bytes);
    }

    private static TranscriptLine? Parse(byte[] line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, TranscriptJson.Default.TranscriptLine);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
