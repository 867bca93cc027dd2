using System.Text;

namespace GitSwarm.Clients.Settings;

/// <summary>Plans the changes of Codex' <c>config.toml</c>, in which it notes the hooks its user trusts.</summary>
internal static class TrustFile
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The records of our handlers.</summary>
    public static List<TrustRecord> Records(SettingsRequest request, HookClient client, JsonText text) =>
        OwnHandler
            .In(text, client.Layout, client.Call)
            .Select(own => CodexTrust.Of(client.TrustName!(request.Scope, request.Where), own, text, request.Hash))
            .ToList();

    /// <summary>The step that notes that the user trusts our hooks.</summary>
    /// <exception cref="SwarmException">The file cannot be read or written.</exception>
    public static SettingsStep Install(SettingsRequest request, HookClient client, List<TrustRecord> before, List<TrustRecord> after)
    {
        var (file, text) = Read(request, client);
        var isNew = file.Bytes is null;
        var ours = before.Concat(after).Select(r => r.Hash).ToHashSet(StringComparer.Ordinal);
        bool IsStale(TrustRecord record) => IsOfFile(record, request, client) && ours.Contains(record.Hash) && !after.Contains(record);
        // First what is wanted: a record is renewed in its place where it has one.
        var result = Edit(file, () => CodexTrust.Install(text, isNew, after) is { } added ? CodexTrust.Remove(added, IsStale) : null);
        if (text.StartsWith('[') && result is ['\n', ..])
        {
            // A file that we made still begins with a table.
            result = result[1..];
        }
        if (result is null)
        {
            return new SettingsStep(
                $"leave {file.Path} alone: its hooks are written in one value, to which nothing can be added",
                null,
                ["Codex runs our hooks only once you trust them: type /hooks in it"],
                null
            );
        }
        var change = file.To(Strict.GetBytes(result + (isNew ? new string('\n', file.MissingFolders) : "")));
        return change is null
            ? new SettingsStep($"keep {file.Path}: it says that you trust these hooks", null, [], null)
            : new SettingsStep($"note in {file.Path} that you trust these hooks", request.Command("uninstall"), [], change);
    }

    /// <summary>The step that takes the records out; null when there are none.</summary>
    /// <exception cref="SwarmException">The file cannot be read or written.</exception>
    public static SettingsStep? Remove(SettingsRequest request, HookClient client, List<TrustRecord> records)
    {
        var (file, text) = Read(request, client);
        var hashes = records.Select(r => r.Hash).ToHashSet(StringComparer.Ordinal);
        var result = Edit(file, () => CodexTrust.Remove(text, r => IsOfFile(r, request, client) && hashes.Contains(r.Hash)));
        if (file.Bytes is null || result == text)
        {
            return null;
        }
        // One that was there does not begin with a table of ours.
        var isOurs = text.StartsWith('[') && result!.All(c => c == '\n');
        var change = file.To(isOurs ? null : Strict.GetBytes(result!), isOurs ? result!.Length : 0);
        return new SettingsStep(
            change!.After is null ? $"delete {file.Path}" : $"take the note that you trust these hooks out of {file.Path}",
            request.Command("install"),
            [],
            change
        );
    }

    /// <summary>The records that are missing, or were made for another text of the hook.</summary>
    /// <exception cref="SwarmException">The file cannot be read.</exception>
    public static List<TrustRecord> Missing(SettingsRequest request, HookClient client, List<TrustRecord> records)
    {
        var (file, text) = Read(request, client);
        var there = new HashSet<TrustRecord>();
        Edit(
            file,
            () =>
            {
                there.UnionWith(CodexTrust.In(text));
                return null;
            }
        );
        return records.Where(r => !there.Contains(r)).ToList();
    }

    private static bool IsOfFile(TrustRecord record, SettingsRequest request, HookClient client) =>
        record.Key.StartsWith(client.TrustName!(request.Scope, request.Where) + ":", StringComparison.Ordinal);

    private static (SettingsFile File, string Text) Read(SettingsRequest request, HookClient client)
    {
        var file = SettingsFile.Read(client.TrustFile!(request.Where));
        return (file, Edit(file, () => Strict.GetString(file.Bytes ?? []))!);
    }

    private static string? Edit(SettingsFile file, Func<string?> edit)
    {
        try
        {
            return edit();
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            var why = error is FormatException ? error.Message : "it is no UTF-8";
            throw new SwarmException(
                ErrorCode.ForeignFile,
                $"{file.Path} cannot be edited: {why}",
                "correct it, and run the command again"
            );
        }
    }
}
