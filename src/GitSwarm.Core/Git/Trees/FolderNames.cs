using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace GitSwarm.Git.Trees;

/// <summary>What kind of thing a directory says an entry is (d_type of readdir(3)).</summary>
internal enum EntryType : byte
{
    /// <summary>The file system does not say.</summary>
    Unknown = 0,

    /// <summary>A directory.</summary>
    Folder = 4,

    /// <summary>An ordinary file.</summary>
    File = 8,

    /// <summary>A symbolic link.</summary>
    Link = 10,
}

/// <summary>The names in one directory, itself and its parent left out; to be used again for the next.</summary>
internal sealed class FolderNames
{
    private const int LengthAt = 16;
    private const int TypeAt = 18;
    private const int NameAt = 19;
    private const int OneName = 300;

    private byte[] buffer = new byte[32 * 1024];
    private int used;

    /// <summary>How many there are.</summary>
    internal int Count { get; private set; }

    /// <summary>Whether the directory is a work tree itself.</summary>
    internal bool HasRepository
    {
        get
        {
            for (var at = 0; Next(ref at, out var name, out _); )
            {
                if (name.SequenceEqual(".git"u8))
                {
                    return true;
                }
            }
            return false;
        }
    }

    /// <summary>Reads them all.</summary>
    /// <param name="descriptor">The directory, from its start.</param>
    /// <returns>False where the system refuses.</returns>
    internal bool Read(int descriptor)
    {
        (used, Count) = (0, 0);
        while (true)
        {
            if (buffer.Length - used < OneName)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
            var read = LinuxTree.List(descriptor, buffer.AsSpan(used));
            if (read <= 0)
            {
                return read == 0;
            }
            used += read;
            for (var at = used - read; at < used; at += Step(at))
            {
                Count += IsItselfOrParent(at) ? 0 : 1;
            }
        }
    }

    /// <summary>The next name.</summary>
    /// <param name="at">Where to look, 0 first; after the call, where to go on.</param>
    /// <param name="name">Without a zero at its end, though one follows.</param>
    /// <param name="type">What it is.</param>
    internal bool Next(ref int at, out ReadOnlySpan<byte> name, out EntryType type)
    {
        while (at < used && IsItselfOrParent(at))
        {
            at += Step(at);
        }
        name = default;
        type = default;
        if (at >= used)
        {
            return false;
        }
        name = MemoryMarshal.CreateReadOnlySpan(ref buffer[at + NameAt], Step(at) - NameAt);
        name = name[..name.IndexOf((byte)0)];
        type = (EntryType)buffer[at + TypeAt];
        at += Step(at);
        return true;
    }

    private int Step(int at) => BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan(at + LengthAt));

    private bool IsItselfOrParent(int at) =>
        buffer[at + NameAt] == '.' && (buffer[at + NameAt + 1] == 0 || (buffer[at + NameAt + 1] == '.' && buffer[at + NameAt + 2] == 0));
}
