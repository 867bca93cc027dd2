using System.Buffers.Binary;

namespace GitSwarm.Git.Trees;

/// <summary>Where one entry lies in a <see cref="GitIndex"/>.</summary>
/// <param name="Stat">Offset of its times, mode and size in the file.</param>
/// <param name="Path">Offset of its path in <see cref="GitIndex.Names"/>; a zero follows the path.</param>
/// <param name="Length">Bytes of the path.</param>
internal readonly record struct IndexEntry(int Stat, int Path, int Length);

/// <summary>The index of a work tree in its plain forms: versions 2 to 4 of gitformat-index(5), nothing special in it.</summary>
/// <remarks>
/// What is special (a merge in progress, sparse or split indexes, paths git was told not to look at) is git's business,
/// and so is an entry as young as the index itself, whose file may have changed right after.
/// </remarks>
internal sealed class GitIndex
{
    /// <summary>The mode of a submodule.</summary>
    internal const uint Repository = 0xE000;

    private const int Header = 12;
    private const int StatBytes = 40;
    private const int Extended = 0x4000;
    private const int Special = 0x8000 | 0x3000; // assume-valid, and the two bits of the stage
    private const int NameMask = 0xFFF;

    private readonly byte[] bytes;
    private readonly int idBytes;

    private GitIndex(byte[] bytes, int idBytes) => (this.bytes, this.idBytes) = (bytes, idBytes);

    /// <summary>The entries, in the order of their paths.</summary>
    internal IndexEntry[] Entries { get; private set; } = [];

    /// <summary>The bytes in which paths lie.</summary>
    internal byte[] Names { get; private set; } = [];

    /// <summary>The tree the index would be committed as, in hexadecimal; empty where git has not worked that out since something was added.</summary>
    internal string Tree { get; private set; } = "";

    /// <summary>The path of an entry.</summary>
    internal ReadOnlySpan<byte> Path(int entry) => Names.AsSpan(Entries[entry].Path, Entries[entry].Length);

    /// <summary>One of the ten numbers git keeps of a file: both times in two each, device, inode, mode, user, group, size.</summary>
    internal uint Number(int entry, int which) => U32(Entries[entry].Stat + (4 * which));

    /// <summary>Reads an index.</summary>
    /// <param name="path">The file.</param>
    /// <param name="idDigits">40, or 64 with SHA-256.</param>
    /// <returns>Null where it is missing, changes this moment, or only git understands it.</returns>
    internal static GitIndex? Read(string path, int idDigits)
    {
        try
        {
            if (FileStamp.Of(path) is not { } stamp || stamp.Size > Array.MaxLength)
            {
                return null;
            }
            var index = new GitIndex(File.ReadAllBytes(path), idDigits / 2);
            return index.Parse() && index.IsOlderThan(stamp.MtimeNanoseconds) && FileStamp.Of(path) == stamp ? index : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private bool Parse()
    {
        var end = bytes.Length - idBytes;
        if (
            end < Header
            || U32(0) != 0x44495243 /* DIRC */
            || U32(4) is < 2 or > 4
            || U32(8) > (end - Header) / StatBytes
        )
        {
            return false;
        }
        var at = ReadEntries((int)U32(8), isPacked: U32(4) == 4, end);
        return at > 0 && IsInOrder() && ReadExtensions(at, end);
    }

    /// <summary>Reads all entries.</summary>
    /// <returns>Where they end; -1 where one is not plain.</returns>
    private int ReadEntries(int count, bool isPacked, int end)
    {
        Entries = new IndexEntry[count];
        using var unpacked = new MemoryStream();
        Names = bytes;
        var at = Header;
        for (var i = 0; i < count; i++)
        {
            var name = at + StatBytes + idBytes + 2;
            if (
                name > end
                || (BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(name - 2)) is var flags && (flags & (Special | Extended)) != 0)
            )
            {
                return -1;
            }
            // Files, links, and repositories within: their type is in the four highest bits of the mode's 16.
            if ((U32(at + 24) & 0xF000) is not (0x8000 or 0xA000 or Repository))
            {
                return -1;
            }
            var before = i == 0 ? default : Entries[i - 1];
            var cut = isPacked ? ReadCut(ref name, end) : 0;
            var length = name < end ? bytes.AsSpan(name, end - name).IndexOf((byte)0) : -1;
            if (length < 0 || cut < 0 || cut > before.Length || (!isPacked && (flags & NameMask) != Math.Min(length, NameMask)))
            {
                return -1;
            }
            if (isPacked)
            {
                var start = (int)unpacked.Length;
                unpacked.Write(unpacked.GetBuffer(), before.Path, before.Length - cut);
                unpacked.Write(bytes, name, length + 1);
                Entries[i] = new IndexEntry(at, start, before.Length - cut + length);
                at = name + length + 1;
            }
            else
            {
                Entries[i] = new IndexEntry(at, name, length);
                at += (name + length - at + 8) & ~7;
            }
        }
        Names = isPacked ? unpacked.ToArray() : bytes;
        return at <= end ? at : -1;
    }

    /// <summary>How many bytes of the path before are not in this one: git's offset encoding, as in packs.</summary>
    private int ReadCut(ref int at, int end)
    {
        long value = -1;
        while (at < end && value < int.MaxValue >> 7)
        {
            var b = bytes[at++];
            value = ((value + 1) << 7) | (uint)(b & 0x7F);
            if ((b & 0x80) == 0)
            {
                return (int)value;
            }
        }
        return -1;
    }

    private bool IsInOrder()
    {
        for (var i = 1; i < Entries.Length; i++)
        {
            if (Path(i - 1).SequenceCompareTo(Path(i)) >= 0)
            {
                return false;
            }
        }
        return true;
    }

    private bool ReadExtensions(int at, int end)
    {
        while (at + 8 <= end)
        {
            var size = U32(at + 4);
            // A small letter first says that nobody may pass it over; and where git has a monitor of files it knows without looking.
            if (bytes[at] is < (byte)'A' or > (byte)'Z' || size > end - at - 8 || bytes.AsSpan(at, 4).SequenceEqual("FSMN"u8))
            {
                return false;
            }
            if (bytes.AsSpan(at, 4).SequenceEqual("TREE"u8))
            {
                Tree = Root(bytes.AsSpan(at + 8, (int)size));
            }
            at += 8 + (int)size;
        }
        return at == end;
    }

    // The path, which is empty, and a zero; then "<entries> <subtrees>\n" and the id, which is missing where entries is -1.
    private string Root(ReadOnlySpan<byte> cache)
    {
        var line = cache.IndexOf((byte)'\n') + 1;
        return line > 2 && cache[0] == 0 && cache[1] != '-' && cache.Length >= line + idBytes
            ? Convert.ToHexStringLower(cache.Slice(line, idBytes))
            : "";
    }

    private bool IsOlderThan(long nanoseconds)
    {
        var seconds = nanoseconds / 1_000_000_000;
        for (var i = 0; i < Entries.Length; i++)
        {
            if (Number(i, 2) is var written && (written > seconds || (written == seconds && Number(i, 3) >= nanoseconds % 1_000_000_000)))
            {
                return false;
            }
        }
        return true;
    }

    private uint U32(int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));
}
