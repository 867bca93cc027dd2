namespace GitSwarm.Git;

/// <summary>Feeds a child and reads both its outputs, a thread each: for systems without poll(2).</summary>
internal static class PipesByThreads
{
    /// <summary>Sends the input, closes it, and reads to the end.</summary>
    internal static (byte[] Output, byte[] Error) Exchange(ChildPipes pipes, ReadOnlyMemory<byte> input)
    {
        var error = Task.Run(() => ReadToEnd(pipes.Error));
        var feeding = Task.Run(() => Feed(pipes, input));
        var output = ReadToEnd(pipes.Output);
        feeding.Wait();
        return (output, error.Result);
    }

    private static void Feed(ChildPipes pipes, ReadOnlyMemory<byte> input)
    {
        try
        {
            pipes.Input.Write(input.Span);
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            // The child is gone, or its input was closed before and there is nothing to send.
        }
        pipes.CloseInput();
    }

    private static byte[] ReadToEnd(Stream stream)
    {
        var buffer = new GrowingBuffer();
        while (buffer.ReadFrom(stream))
        {
            // Until the end.
        }
        return buffer.ToArray();
    }
}
