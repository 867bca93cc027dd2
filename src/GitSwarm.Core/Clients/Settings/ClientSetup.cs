using GitSwarm.Git;

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
        if (choice.StatusLine && request.Client is not HookClient { HasStatusLine: true })
        {
            throw new SwarmException(
                ErrorCode.BadArgument,
                $"git-swarm has no status line for {request.Client.Name}",
                "leave out '--statusline'"
            );
        }
        if (request.Client is PluginClient plugin)
        {
            var (file, written) = PluginFile.Install(request, plugin, choice.Program);
            return new SettingsPlan([Installing(request, file, written, [])]);
        }
        var client = (HookClient)request.Client;
        var hooks = HookFile.Install(request, client, choice);
        List<SettingsStep> steps = [Installing(request, hooks.File, hooks.Change, [.. hooks.Advice, .. ElsewhereAdvice(request, client)])];
        if (client.TrustFile is not null)
        {
            var before = TrustFile.Records(request, client, hooks.Before);
            steps.Add(TrustFile.Install(request, client, before, TrustFile.Records(request, client, hooks.After!)));
        }
        return new SettingsPlan(steps);
    }

    /// <summary>What has to be done so that nothing of ours is left in the client's settings of that scope.</summary>
    /// <exception cref="SwarmException">A file cannot be read or written, or is not as it should be.</exception>
    public static SettingsPlan PlanRemoval(SettingsRequest request)
    {
        if (request.Client is PluginClient plugin)
        {
            return new SettingsPlan([Removing(request, PluginFile.Remove(request, plugin), [])]);
        }
        var client = (HookClient)request.Client;
        var hooks = HookFile.Remove(request, client);
        if (client.TrustFile is null)
        {
            return new SettingsPlan([Removing(request, hooks.Change, [])]);
        }
        // Before the hooks, whose directory may have been made for both files.
        var trust = TrustFile.Remove(request, client, TrustFile.Records(request, client, hooks.Before));
        var step = Removing(request, hooks.Change, MovesOthers(hooks.Before, client) ? [TrustAgain] : []);
        return new SettingsPlan(trust is null ? [step] : [trust, step]);
    }

    private const string TrustAgain =
        "Codex tells hooks apart by their place: those that stood behind ours are to be trusted again, with /hooks in it";

    private static SettingsStep Installing(SettingsRequest request, SettingsFile file, SettingsChange? change, IReadOnlyList<string> advice)
    {
        var text =
            change is null ? $"keep {file.Path}: up to date"
            : change.Before is null ? $"write {file.Path}"
            : $"add to {file.Path}";
        return new SettingsStep(text, change is null ? null : request.Command("uninstall"), advice, change);
    }

    private static SettingsStep Removing(SettingsRequest request, SettingsChange? change, IReadOnlyList<string> advice)
    {
        var text =
            change is null ? $"leave {request.File} alone: nothing of git-swarm is in it"
            : change.After is null ? $"delete {request.File}"
            : $"take git-swarm out of {request.File}";
        return new SettingsStep(text, change is null ? null : request.Command("install"), advice, change);
    }

    private static string[] ElsewhereAdvice(SettingsRequest request, HookClient client) =>
        client.TrustName?.Invoke(request.Scope, request.Where) is { } named
        && request.Scope == SettingsScope.Project
        && request.Where.MainTop is { } main
        && main != request.Where.Top
            ? [$"in a linked work tree Codex reads {named}: commit this file, and bring it there"]
            : [];

    private static bool MovesOthers(JsonText text, HookClient client)
    {
        var ours = OwnHandler.In(text, client.Layout, client.Call).ToList();
        return ours.Any(own =>
            Enumerable
                .Range(own.Group + 1, own.Containers[2].Items.Count - own.Group - 1)
                .Any(g => !ours.Any(o => o.Event == own.Event && o.Group == g))
        );
    }

    /// <summary>Looks into every settings file of every client, or of one, that there is a place for.</summary>
    public static IEnumerable<InstalledClient> Look(Surroundings around, Func<byte[], string> hash, string? only = null) =>
        from client in ClientSettings.All
        where only is null || client.Name == only
        from scope in client.Scopes
        where scope == SettingsScope.User ? around.Home is not null : around.Top is not null
        select Look(new SettingsRequest(client, scope, around, hash));

    private static InstalledClient Look(SettingsRequest request)
    {
        var none = new InstalledClient(request.Client.Name, request.Scope, request.File, false, null);
        try
        {
            if (request.Client is PluginClient plugin)
            {
                return PluginFile.Look(request, plugin) is { } program
                    ? none with
                    {
                        IsInstalled = true,
                        Problem = Gone(request, [program]),
                    }
                    : none;
            }
            var client = (HookClient)request.Client;
            var text = HookFile.Look(request);
            var handlers = OwnHandler.In(text, client.Layout, client.Call).ToList();
            return handlers.Count == 0
                ? none
                : none with
                {
                    IsInstalled = true,
                    Problem = Gone(request, handlers.Select(h => h.Program)) ?? Untrusted(request, client, text),
                };
        }
        catch (SwarmException error)
        {
            // A file that has nothing to do with us may be as it likes.
            return !MentionsUs(request.File)
                ? none
                : none with
                {
                    Problem = new ClientProblem(error.Message, error.Hint ?? request.Command("install")),
                };
        }
    }

    private static ClientProblem? Gone(SettingsRequest request, IEnumerable<string> programs) =>
        programs.FirstOrDefault(p => Path.IsPathRooted(p) && !File.Exists(p)) is { } gone
            ? new ClientProblem($"{request.File} names {gone}, which is gone", request.Command("install"))
            : null;

    private static ClientProblem? Untrusted(SettingsRequest request, HookClient client, JsonText text) =>
        client.TrustFile?.Invoke(request.Where) is { } file
        && TrustFile.Missing(request, client, TrustFile.Records(request, client, text)).Count is > 0 and var count
            ? new ClientProblem(
                $"{file} does not say that {count} of the hooks in {request.File} are trusted, so Codex leaves these out",
                request.Command("install")
            )
            : null;

    private static bool MentionsUs(string path) =>
        PlainFile.Read(path, 64 << 20).Content is { } content && content.AsSpan().IndexOf("git-swarm"u8) >= 0;
}
