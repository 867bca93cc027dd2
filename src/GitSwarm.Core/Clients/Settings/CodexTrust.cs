namespace GitSwarm.Clients.Settings;

/// <summary>A hook that the user trusts, as Codex notes it: what it is, and what it said when it was trusted.</summary>
/// <param name="Key"><c>file:event:group:handler</c>.</param>
/// <param name="Hash"><c>sha256:…</c></param>
internal sealed record TrustRecord(string Key, string Hash);

/// <summary>The tables <c>[hooks.state."…"]</c> of Codex' <c>config.toml</c>.</summary>
/// <remarks>
/// A table is added at the end, behind an empty line; where the text does not end in a line end, none of what is added does,
/// and there is no empty line. So taking it out leaves what was there.
/// </remarks>
internal static class CodexTrust
{
    private const string HashName = "trusted_hash";

    /// <summary>What a hook's record is.</summary>
    /// <param name="file">The file of hooks, as Codex names it.</param>
    /// <param name="own">The handler in it.</param>
    /// <param name="text">That file.</param>
    /// <param name="hash">SHA-256 in hexadecimal digits.</param>
    public static TrustRecord Of(string file, OwnHandler own, JsonText text, Func<byte[], string> hash) =>
        new(
            $"{file}:{CodexHook.EventName(own.Event)}:{own.Group}:{own.Handler}",
            "sha256:" + hash(System.Text.Encoding.UTF8.GetBytes(CodexHook.Canonical(text, own)))
        );

    /// <summary>The text with these records in it; null where it holds them in a form that cannot be added to.</summary>
    /// <exception cref="FormatException">It is no TOML.</exception>
    public static string? Install(string text, bool isNew, IEnumerable<TrustRecord> records)
    {
        foreach (var record in records)
        {
            var toml = TomlText.Parse(text);
            if (toml.Lines.FirstOrDefault(l => l.Is(["hooks", "state", record.Key, HashName])) is { } there)
            {
                text = text[..there.Value] + Quote(record.Hash) + text[there.ValueEnd..];
            }
            else if (toml.Lines.FirstOrDefault(l => l.IsHeader && l.Is(["hooks", "state", record.Key])) is { } header)
            {
                // The user switched the hook off, perhaps; that stays.
                var line = $"{HashName} = {Quote(record.Hash)}";
                var isCut = !text[..header.End].EndsWith('\n');
                text = text[..header.End] + (isCut ? NewLine(text) + line : line + NewLine(text)) + text[header.End..];
            }
            else if (toml.Lines.Any(IsInTheWay) || toml.Lines.Any(l => l.IsIn(["hooks", "state", record.Key])))
            {
                return null;
            }
            else
            {
                text = Append(text, isNew, record);
            }
        }
        return text;
    }

    /// <summary>The text without records that were ours.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isOurs">Tells by key and hash.</param>
    /// <exception cref="FormatException">It is no TOML.</exception>
    public static string Remove(string text, Func<TrustRecord, bool> isOurs)
    {
        while (true)
        {
            var lines = TomlText.Parse(text).Lines.ToList();
            var at = lines.FindLastIndex(l => RecordOf(text, l) is { } record && isOurs(record));
            if (at < 0)
            {
                return text;
            }
            var line = lines[at];
            var isAlone =
                at > 0
                && lines[at - 1] is { IsHeader: true } header
                && header.Is(line.Name.AsSpan(0, 3))
                && header.End == line.Start
                && (at + 1 == lines.Count || lines[at + 1].IsHeader);
            text = Cut(text, isAlone ? lines[at - 1].Start : line.Start, line.End, isAlone);
        }
    }

    /// <summary>The records in a text.</summary>
    /// <exception cref="FormatException">It is no TOML.</exception>
    public static IEnumerable<TrustRecord> In(string text) =>
        TomlText.Parse(text).Lines.Select(l => RecordOf(text, l)).OfType<TrustRecord>();

    private static TrustRecord? RecordOf(string text, TomlLine line) =>
        !line.IsHeader
        && line.Name is ["hooks", "state", var key, HashName]
        && TomlText.Unquote(text[line.Value..line.ValueEnd].TrimEnd()) is { } hash
            ? new TrustRecord(key, hash)
            : null;

    private static string Append(string text, bool isNew, TrustRecord record)
    {
        var end = NewLine(text);
        var table = $"[hooks.state.{Quote(record.Key)}]{end}{HashName} = {Quote(record.Hash)}";
        return text.Length == 0 && isNew ? table + end
            : text.Length > 0 && text[^1] != '\n' ? text + end + table
            : text + end + table + end;
    }

    private static string Cut(string text, int from, int to, bool withEmptyLine)
    {
        if (to == text.Length && text[^1] != '\n' && from > 0)
        {
            return text[..(from - EndBefore(text, from))];
        }
        var before = EndBefore(text, from);
        var isEmpty = withEmptyLine && before > 0 && (from - before is var line) && (line == 0 || text[line - 1] == '\n');
        return text[..(isEmpty ? from - before : from)] + text[to..];
    }

    /// <summary>How long the line end before a place is.</summary>
    private static int EndBefore(string text, int at) =>
        at > 1 && text[at - 1] == '\n' && text[at - 2] == '\r' ? 2
        : at > 0 && text[at - 1] == '\n' ? 1
        : 0;

    /// <summary>Hooks that are written within one value, or as an array: no table can be added to these.</summary>
    private static bool IsInTheWay(TomlLine line) =>
        (line.Is(["hooks"]) || line.Is(["hooks", "state"])) && (!line.IsHeader || line.IsArray);

    private static string NewLine(string text) => text.IndexOf('\n') is > 0 and var at && text[at - 1] == '\r' ? "\r\n" : "\n";

    private static string Quote(string words) =>
        $"\"{words.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
