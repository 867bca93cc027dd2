using System.Text.Json;

namespace GitSwarm.Clients.Settings;

/// <summary>Plans the changes of a settings file that holds hooks.</summary>
internal static class HookFile
{
    private const byte LineEnd = (byte)'\n';

    /// <summary>The change that puts our entries in; null when they are there.</summary>
    /// <exception cref="SwarmException">The file cannot be read or written, or is not as it should be.</exception>
    public static HookFileChange Install(SettingsRequest request, HookClient client, InstallChoice choice)
    {
        var file = SettingsFile.Read(request.File);
        var before = Parse(file, request);
        var text = before;
        if (client.IsOwnFile && file.Bytes is not null && !OwnHandler.In(text, client.Layout, client.Call).Any())
        {
            throw new SwarmException(
                ErrorCode.ForeignFile,
                $"{file.Path} is not of git-swarm",
                "give that file another name, and run the command again"
            );
        }
        IReadOnlyList<string> advice = [];
        try
        {
            text = HookSettings.Install(text, client.Layout, client.Call, client.Entries(choice.Program, choice.Wake));
            if (client.HasStatusLine)
            {
                (text, advice) = StatusLine.Install(text, choice);
            }
        }
        catch (JsonException error)
        {
            throw Broken(file.Path, error, request);
        }
        // A file we make ends in a line end for itself and one for each directory made for it: so its removal knows.
        var after = file.Bytes is not null ? text.Bytes : [.. text.Bytes, .. Enumerable.Repeat(LineEnd, 1 + file.MissingFolders)];
        return new HookFileChange(file, before, text, file.To(after), advice);
    }

    /// <summary>The change that takes our entries out; null when there are none.</summary>
    /// <exception cref="SwarmException">The file cannot be read or written, or is not as it should be.</exception>
    public static HookFileChange Remove(SettingsRequest request, HookClient client)
    {
        var file = SettingsFile.Read(request.File);
        var text = Parse(file, request);
        var rest = client.HasStatusLine ? StatusLine.Remove(text) : text;
        rest = rest is null ? null : HookSettings.Remove(rest, client.Layout, client.Call);
        var folders = file.Bytes is null ? 0 : file.Bytes.Length - 1 - file.Bytes.AsSpan().TrimEnd(LineEnd).Length;
        return new HookFileChange(file, text, rest, file.Bytes is null ? null : file.To(rest?.Bytes, folders), []);
    }

    /// <summary>What is in a file; an empty text where there is none.</summary>
    /// <exception cref="SwarmException">The file cannot be read, or is not as it should be.</exception>
    public static JsonText Look(SettingsRequest request) => Parse(SettingsFile.Read(request.File), request);

    private static JsonText Parse(SettingsFile file, SettingsRequest request)
    {
        try
        {
            return JsonText.Parse(file.Bytes ?? []);
        }
        catch (JsonException error)
        {
            throw Broken(file.Path, error, request);
        }
    }

    private static SwarmException Broken(string path, JsonException error, SettingsRequest request)
    {
        var where = error.LineNumber is { } line ? $" (line {line + 1})" : "";
        // The reader's own words name a path and a place once more.
        var why = error.Message.Split(" LineNumber:")[0].Split(" Path:")[0].TrimEnd('.');
        return new SwarmException(
            ErrorCode.ForeignFile,
            $"{path} cannot be edited: {why}{where}",
            $"correct it, then '{request.Command("install")}'"
        );
    }
}

/// <summary>What becomes of a settings file.</summary>
/// <param name="File">The file.</param>
/// <param name="Before">What it says.</param>
/// <param name="After">What it will say; null when it will be gone.</param>
/// <param name="Change">What is changed on disk; null for nothing.</param>
/// <param name="Advice">Lines for the user to act on.</param>
internal sealed record HookFileChange(
    SettingsFile File,
    JsonText Before,
    JsonText? After,
    SettingsChange? Change,
    IReadOnlyList<string> Advice
);
