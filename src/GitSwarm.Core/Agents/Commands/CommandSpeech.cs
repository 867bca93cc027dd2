using System.Text;

namespace GitSwarm.Agents.Commands;

/// <summary>What a command says, as far as it is kept: the beginning of its output, and the end of what it complained of.</summary>
internal sealed class CommandSpeech
{
    private const int Largest = 1 << 20;
    private const int TailLength = 4 << 10;

    private readonly Lock gate = new();
    private readonly List<byte> output = [];
    private readonly Queue<byte> outputTail = new();
    private readonly Queue<byte> errorTail = new();

    /// <summary>Listens to the standard output until it ends.</summary>
    internal void Hear(Stream stream) => Read(stream, isOutput: true);

    /// <summary>Listens to the standard error until it ends.</summary>
    internal void HearErrors(Stream stream) => Read(stream, isOutput: false);

    /// <summary>What was said until now.</summary>
    internal CommandOutcome End(int? exitCode)
    {
        lock (gate)
        {
            var complaint = Encoding.UTF8.GetString([.. errorTail]);
            var last = string.IsNullOrWhiteSpace(complaint) ? Encoding.UTF8.GetString([.. outputTail]) : complaint;
            return new CommandOutcome(exitCode, [.. output], last);
        }
    }

    private void Read(Stream stream, bool isOutput)
    {
        try
        {
            var chunk = new byte[4 << 10];
            for (int read; (read = stream.Read(chunk)) > 0; )
            {
                lock (gate)
                {
                    Keep(chunk.AsSpan(0, read), isOutput);
                }
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It was stopped.
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes, bool isOutput)
    {
        if (isOutput)
        {
            output.AddRange(bytes[..Math.Min(bytes.Length, Largest - output.Count)]);
        }
        var tail = isOutput ? outputTail : errorTail;
        foreach (var b in bytes)
        {
            if (tail.Count == TailLength)
            {
                tail.Dequeue();
            }
            tail.Enqueue(b);
        }
    }
}
