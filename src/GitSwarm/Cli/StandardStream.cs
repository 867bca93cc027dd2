using System.Runtime.InteropServices;

namespace GitSwarm.Cli;

/// <summary>Standard output or error, which says when nobody took what was written.</summary>
/// <remarks>
/// The runtime's own stream takes a pipe whose reader went away for one that read everything, and what was mail to somebody
/// would count as delivered. And before it writes anything it puts the keypad of a terminal into another mode, wherever it finds
/// one, and never takes that back.
/// </remarks>
internal sealed partial class StandardStream : Stream
{
    private const int Interrupted = 4; // EINTR
    private const int NotForWriting = 9; // EBADF
    private const int BrokenPipe = 32; // EPIPE
    private const int GetFlags = 1; // F_GETFD
    private const int ReadWrite = 2; // O_RDWR
    private const int LastOfStandard = 2;

    private static readonly int Again = OperatingSystem.IsMacOS() ? 35 : 11; // EAGAIN

    private readonly int descriptor;
    private readonly bool isClosed;

    private StandardStream(int descriptor, bool isClosed) => (this.descriptor, this.isClosed) = (descriptor, isClosed);

    /// <summary>Why something could not be written, in the system's words; null where all was, or nobody wanted it.</summary>
    public string? Failure { get; private set; }

    /// <summary>The output and the error of this process, to be opened before any file is.</summary>
    /// <remarks>Whoever starts this with one of them closed would find the next file that is opened in its place, so as in git that is <c>/dev/null</c>.</remarks>
    public static (Stream Output, Stream Error) Open()
    {
        if (OperatingSystem.IsWindows())
        {
            return (Console.OpenStandardOutput(), Console.OpenStandardError());
        }
        var closed = new bool[LastOfStandard + 1];
        for (var number = 0; number <= LastOfStandard; number++)
        {
            // It gets the lowest number that is free.
            closed[number] = Control(number, GetFlags) < 0 && Open("/dev/null", ReadWrite) == number;
        }
        return (new StandardStream(1, closed[1]), new StandardStream(LastOfStandard, closed[LastOfStandard]));
    }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">It could not be written.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (isClosed)
        {
            throw new IOException("standard output is closed");
        }
        while (!buffer.IsEmpty)
        {
            var written = Write(descriptor, buffer, (nuint)buffer.Length);
            if (written >= 0)
            {
                buffer = buffer[(int)written..];
                continue;
            }
            var error = Marshal.GetLastPInvokeError();
            if (error == Again)
            {
                // Somebody else's flag on a shared terminal or pipe.
                Thread.Sleep(1);
            }
            else if (error != Interrupted)
            {
                var why = Marshal.GetPInvokeErrorMessage(error);
                // Where standard output was closed, the runtime may have opened a file of its own in its place, to read.
                Failure ??= error is BrokenPipe or NotForWriting ? null : why;
                throw new IOException(why);
            }
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
        // Nothing is held back.
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, ReadOnlySpan<byte> bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int descriptor, int command);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
