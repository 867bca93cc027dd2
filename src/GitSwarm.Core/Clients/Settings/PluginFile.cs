using System.Text;

namespace GitSwarm.Clients.Settings;

/// <summary>Plans the changes of a plugin, a file that is ours altogether.</summary>
internal static class PluginFile
{
    /// <summary>The change that makes the file ours and up to date; null when it is.</summary>
    /// <exception cref="SwarmException">It cannot be read or written, or is somebody else's.</exception>
    public static (SettingsFile File, SettingsChange? Change) Install(SettingsRequest request, PluginClient client, string program)
    {
        var file = SettingsFile.Read(request.File);
        if (file.Bytes is null)
        {
            var fresh = client.Plugin.Render(program) + new string('\n', file.MissingFolders);
            return (file, file.To(Encoding.UTF8.GetBytes(fresh)));
        }
        var there = Encoding.UTF8.GetString(file.Bytes);
        if (client.Plugin.ProgramOf(there) is not { } old)
        {
            throw Foreign(file, client, there);
        }
        var ends = there[client.Plugin.Render(old).Length..];
        return (file, file.To(Encoding.UTF8.GetBytes(client.Plugin.Render(program) + ends)));
    }

    /// <summary>The change that deletes the file; null when there is none of ours.</summary>
    /// <exception cref="SwarmException">It cannot be read or written, or somebody edited it.</exception>
    public static SettingsChange? Remove(SettingsRequest request, PluginClient client)
    {
        var file = SettingsFile.Read(request.File);
        var there = Encoding.UTF8.GetString(file.Bytes ?? []);
        if (client.Plugin.ProgramOf(there) is { } program)
        {
            return file.To(null, there.Length - client.Plugin.Render(program).Length);
        }
        return client.Plugin.IsOfThis(there) ? throw Foreign(file, client, there) : null;
    }

    /// <summary>The program the file calls; null when there is none of ours.</summary>
    /// <exception cref="SwarmException">It cannot be read, or somebody edited it.</exception>
    public static string? Look(SettingsRequest request, PluginClient client)
    {
        var file = SettingsFile.Read(request.File);
        var there = Encoding.UTF8.GetString(file.Bytes ?? []);
        return client.Plugin.ProgramOf(there) ?? (client.Plugin.IsOfThis(there) ? throw Foreign(file, client, there) : null);
    }

    private static SwarmException Foreign(SettingsFile file, PluginClient client, string there) =>
        client.Plugin.IsOfThis(there)
            ? new SwarmException(ErrorCode.ForeignFile, $"{file.Path} was edited", "delete it, then run the command again")
            : new SwarmException(
                ErrorCode.ForeignFile,
                $"{file.Path} is not of git-swarm",
                "give that file another name, and run the command again"
            );
}
