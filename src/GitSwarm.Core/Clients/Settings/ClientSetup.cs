namespace GitSwarm.Clients.Settings;

/// <summary>Plans what installs git-swarm in a client, and what takes it out again.</summary>
/// <remarks>
/// Contract: a plan reads, <see cref="SettingsWrites"/> writes, nothing else does. After installing and removing, every file
/// is as it was, byte for byte, and no directory is left that was made for one. What others write around our entries stays.
/// </remarks>
public static class ClientSetup
{
    /// <summary>What our program is called.</summary>
    public const string ProgramName = "git-swarm";

    /// <summary>True for a program of our name: only such a one is recognised in settings.</summary>
    public static bool IsProgram(string path) => HookCall.IsOurs(path);

    /// <summary>What has to be done so that the client calls git-swarm.</summary>
    /// <exception cref="SwarmException">A file cannot be read or written, or is not as it should be.</exception>
    public static SettingsPlan PlanInstall(SettingsRequest request, InstallChoice choice)
    {
        var client = (HookClient)request.Client;
        var (file, _, change, advice) = HookFile.Install(request, client, choice);
        var text =
            change is null ? $"keep {file.Path}: up to date"
            : change.Before is null ? $"write {file.Path}"
            : $"add to {file.Path}";
        return new SettingsPlan([new SettingsStep(text, change is null ? null : request.Command("uninstall"), advice, change)]);
    }

    /// <summary>What has to be done so that nothing of ours is left in the client's settings of that scope.</summary>
    /// <exception cref="SwarmException">A file cannot be read or written, or is not as it should be.</exception>
    public static SettingsPlan PlanRemoval(SettingsRequest request)
    {
        var client = (HookClient)request.Client;
        var change = HookFile.Remove(request, client);
        var text =
            change is null ? $"leave {request.File} alone: nothing of git-swarm is in it"
            : change.After is null ? $"delete {request.File}"
            : $"take git-swarm out of {request.File}";
        return new SettingsPlan([new SettingsStep(text, change is null ? null : request.Command("install"), [], change)]);
    }

    /// <summary>Looks into every settings file of every client that there is a place for.</summary>
    public static IEnumerable<InstalledClient> Look(Surroundings around, Func<byte[], string> hash) =>
        from client in ClientSettings.All
        from scope in client.Scopes
        where scope == SettingsScope.User ? around.Home is not null : around.Top is not null
        select Look(new SettingsRequest(client, scope, around, hash));

    private static InstalledClient Look(SettingsRequest request)
    {
        var none = new InstalledClient(request.Client.Name, request.Scope, request.File, false, null);
        try
        {
            var client = (HookClient)request.Client;
            var (_, handlers) = HookFile.Look(request, client);
            return handlers.Count == 0 ? none : none with { IsInstalled = true, Problem = Gone(request, handlers.Select(h => h.Program)) };
        }
        catch (SwarmException error)
        {
            return none with { Problem = new ClientProblem(error.Message, error.Hint ?? request.Command("install")) };
        }
    }

    private static ClientProblem? Gone(SettingsRequest request, IEnumerable<string> programs) =>
        programs.FirstOrDefault(p => Path.IsPathRooted(p) && !File.Exists(p)) is { } gone
            ? new ClientProblem($"{request.File} names {gone}, which is gone", request.Command("install"))
            : null;
}
