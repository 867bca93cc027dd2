using System.Text;

namespace GitSwarm.Hooks;

/// <summary>What a hook file says, and where our block is in it.</summary>
/// <remarks>
/// A file is held as one char a byte (Latin-1), so that whatever encoding and line ends it has come back unchanged.
/// </remarks>
internal sealed class HookContent
{
    private readonly HookTexts texts;
    private readonly string eventName;
    private readonly string text;
    private readonly int start = -1;
    private readonly int end = -1;

    public HookContent(byte[] bytes, string eventName, HookTexts texts)
    {
        this.texts = texts;
        this.eventName = eventName;
        text = Encoding.Latin1.GetString(bytes);
        (start, end) = FindBlock();
    }

    /// <summary>True when a block of ours is in the file, of whatever version and program, and nobody edited it.</summary>
    public bool HasBlock => start >= 0;

    /// <summary>True when nothing but our texts is in the file.</summary>
    public bool IsOursAltogether => HasBlock && end == text.Length && texts.Versions.Any(v => text[..start] == v.Header);

    /// <summary>True when the file has our marker, but not as we wrote it.</summary>
    public bool IsEdited =>
        !HasBlock && (text.Contains(HookTexts.Open, StringComparison.Ordinal) || text.Contains(HookTexts.Marker, StringComparison.Ordinal));

    /// <summary>True when a line that is no comment calls the program for this event: somebody pasted the snippet.</summary>
    public bool HasSnippet =>
        !HasBlock
        && text.Split('\n').Any(l => l.Contains($"swarm hook git {eventName}", StringComparison.Ordinal) && !l.TrimStart().StartsWith('#'));

    /// <summary>Who made the file, as far as its text tells; null for an unknown one.</summary>
    public string? Owner =>
        text.Contains("pre-commit.com", StringComparison.Ordinal) ? "pre-commit"
        : text.Contains("lefthook", StringComparison.Ordinal) ? "lefthook"
        : text.Contains("git-lfs", StringComparison.Ordinal) ? "git-lfs"
        : null;

    /// <summary>Why the block cannot go into this file, or null when it can.</summary>
    public string? ChainObstacle =>
        IsEdited ? "it holds a block of git-swarm that was edited, or that a newer git-swarm wrote"
        : text.Contains('\0', StringComparison.Ordinal) ? "it is no script"
        : Interpreter is not (null or "sh" or "bash" or "dash" or "zsh" or "ksh")
            ? $"it is a script for '{Interpreter}', and the block is for a shell"
        : null;

    /// <summary>The program of the shebang line without its directory; null without such a line.</summary>
    private string? Interpreter
    {
        get
        {
            if (!text.StartsWith("#!", StringComparison.Ordinal))
            {
                return null;
            }
            var words = text[2..].Split('\n')[0].Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            var names = words.Select(w => w[(w.LastIndexOf('/') + 1)..]).ToList();
            // "#!/usr/bin/env -S VAR=value bash -e" names its interpreter after options and assignments.
            return names is ["env", ..]
                ? names.Skip(1).FirstOrDefault(n => !n.StartsWith('-') && !n.Contains('=', StringComparison.Ordinal)) ?? "env"
                : names.FirstOrDefault() ?? "";
        }
    }

    /// <summary>A new file of ours.</summary>
    public static byte[] Shim(HookTexts texts, string eventName, string program) =>
        Encoding.UTF8.GetBytes(texts.Newest.Header + texts.Newest.Block.Render(eventName, program));

    /// <summary>The file with our block right after the shebang line; the block has to be absent.</summary>
    public byte[] WithBlock(string program)
    {
        var block = Rendered(program);
        if (!text.StartsWith("#!", StringComparison.Ordinal))
        {
            return Bytes(block + text);
        }
        var line = text.IndexOf('\n', StringComparison.Ordinal);
        // A shebang that is the whole file and has no line end gets one, and the block gives up its own: that is how
        // WithoutBlock knows.
        return line < 0 ? Bytes(text + "\n" + block[..^1]) : Bytes(text[..(line + 1)] + block + text[(line + 1)..]);
    }

    /// <summary>The file with its block brought up to date; the same bytes when it is.</summary>
    public byte[] WithNewestBlock(string program)
    {
        var block = Rendered(program);
        if (IsOursAltogether)
        {
            return Bytes(texts.Newest.Header + block);
        }
        return Bytes(text[..start] + (text[end - 1] == '\n' ? block : block[..^1]) + text[end..]);
    }

    /// <summary>The file as it was before we came.</summary>
    public byte[] WithoutBlock()
    {
        var head = text[..start];
        var header = texts.Versions.FirstOrDefault(v => head == v.Header)?.Header;
        if (header is not null)
        {
            // A file of ours that got lines of the user's: only the shebang is theirs to keep.
            head = header[..(header.IndexOf('\n', StringComparison.Ordinal) + 1)];
        }
        else if (text[end - 1] != '\n' && head.EndsWith('\n'))
        {
            head = head[..^1];
        }
        return Bytes(head + text[end..]);
    }

    private string Rendered(string program) =>
        Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(texts.Newest.Block.Render(eventName, program)));

    private (int Start, int End) FindBlock()
    {
        var open = text.StartsWith(HookTexts.Open + "\n", StringComparison.Ordinal)
            ? 0
            : text.IndexOf("\n" + HookTexts.Open + "\n", StringComparison.Ordinal) + 1;
        var close = text.IndexOf("\n" + HookTexts.Close, open, StringComparison.Ordinal);
        if (close < 0)
        {
            return (-1, -1);
        }
        close += 1 + HookTexts.Close.Length;
        var stop = close < text.Length && text[close] == '\n' ? close + 1 : close;
        var found = stop > close || close == text.Length ? text[open..close] + "\n" : "";
        return texts.Versions.Any(v => v.Block.Matches(found, eventName)) ? (open, stop) : (-1, -1);
    }

    private static byte[] Bytes(string latin1) => Encoding.Latin1.GetBytes(latin1);
}
