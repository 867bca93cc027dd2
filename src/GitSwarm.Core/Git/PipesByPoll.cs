using System.Runtime.InteropServices;

namespace GitSwarm.Git;

/// <summary>Feeds a child and reads both its outputs, in one thread, by poll(2).</summary>
/// <remarks>
/// All three by turns, or a child that waits for room in one pipe while we wait at another would wait for ever. A thread
/// for each would do as well, but starting threads takes longer than most gits run.
/// </remarks>
internal static partial class PipesByPoll
{
    private const short Readable = 0x1; // POLLIN
    private const short Writable = 0x4; // POLLOUT
    private const int Interrupted = 4; // EINTR
    private const int Piece = 512; // _POSIX_PIPE_BUF: a pipe that is writable takes this much without blocking

    /// <summary>Sends the input, closes it, and reads to the end.</summary>
    internal static (byte[] Output, byte[] Error) Exchange(ChildPipes pipes, ReadOnlySpan<byte> input)
    {
        var output = new GrowingBuffer();
        var error = new GrowingBuffer();
        Span<Watched> watched =
        [
            input.IsEmpty ? Watched.None : Watched.For(pipes.Input, Writable),
            Watched.For(pipes.Output, Readable),
            Watched.For(pipes.Error, Readable),
        ];
        if (input.IsEmpty)
        {
            pipes.CloseInput();
        }
        while (watched[1].IsOpen || watched[2].IsOpen)
        {
            Wait(watched);
            if (watched[0].IsReady && !Feed(pipes, ref input))
            {
                watched[0] = Watched.None;
            }
            if (watched[1].IsReady && !output.ReadFrom(pipes.Output))
            {
                watched[1] = Watched.None;
            }
            if (watched[2].IsReady && !error.ReadFrom(pipes.Error))
            {
                watched[2] = Watched.None;
            }
        }
        pipes.CloseInput();
        return (output.ToArray(), error.ToArray());
    }

    /// <summary>Sends a piece; false when that was the last.</summary>
    private static bool Feed(ChildPipes pipes, ref ReadOnlySpan<byte> input)
    {
        try
        {
            var piece = Math.Min(input.Length, Piece);
            pipes.Input.Write(input[..piece]);
            input = input[piece..];
        }
        catch (IOException)
        {
            // The child is gone; its exit code and message tell more.
            input = [];
        }
        if (input.IsEmpty)
        {
            pipes.CloseInput();
        }
        return !input.IsEmpty;
    }

    private static void Wait(Span<Watched> watched)
    {
        while (Poll(watched, (nuint)watched.Length, -1) < 0)
        {
            if (Marshal.GetLastPInvokeError() is var error and not Interrupted)
            {
                throw new IOException($"cannot wait for a child: error {error}");
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(Span<Watched> watched, nuint count, int milliseconds);

    /// <summary>struct pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Watched
    {
        private readonly int descriptor;
        private readonly short wanted;
        private readonly short found;

        private Watched(int descriptor, short wanted) => (this.descriptor, this.wanted) = (descriptor, wanted);

        /// <summary>poll leaves negative descriptors alone.</summary>
        internal static Watched None => new(-1, 0);

        internal static Watched For(Stream stream, short wanted) =>
            new((int)((FileStream)stream).SafeFileHandle.DangerousGetHandle(), wanted);

        internal bool IsOpen => descriptor >= 0;

        internal bool IsReady => found != 0;
    }
}
