using GitSwarm.Git;

namespace GitSwarm.Hooks;

/// <summary>Plans hooks as files: the way for git before 2.54, and the leftovers of it later.</summary>
internal sealed class FileHooks(HooksDirectory directory, Repository repository, HookTexts texts)
{
    /// <summary>Where our file can be beside its own place: pre-commit moves a hook it finds to <c>.legacy</c>, lefthook to <c>.old</c>.</summary>
    private static readonly string[] Suffixes = ["", ".legacy", ".old"];

    /// <summary>The step that makes git reach the program for an event.</summary>
    public HookStep Install(string eventName, string program, bool chain)
    {
        if (directory.Place != HooksPlace.Repository)
        {
            return ByHand(eventName);
        }
        var path = directory.File(eventName);
        var hook = InstalledHook.Read(path, eventName, texts);
        if (hook is null)
        {
            var change = new HookChange.WriteFile(path, null, HookContent.Shim(texts, eventName, program));
            return new(eventName, HookAction.Write, path, $"write {path}", $"rm {ShellQuote.Quote(path)}", [], [change]);
        }
        if (Find(eventName) is { } ours)
        {
            return Upgrade(eventName, ours, program);
        }
        if (hook.Content.HasSnippet)
        {
            return Keep(eventName, path, $"keep {path}: it calls git-swarm");
        }
        if (!chain || hook.ChainObstacle is not null)
        {
            return Foreign(eventName, hook, chain);
        }
        var chained = new HookChange.WriteFile(path, hook.Bytes, hook.Content.WithBlock(program));
        return new(
            eventName,
            HookAction.Chain,
            path,
            $"insert the git-swarm block at the top of {path}",
            $"delete the lines from '{HookTexts.Open}' to '{HookTexts.Close}' in {path}",
            hook.Content.Owner is { } owner ? [$"{owner} may write this file anew; 'git swarm doctor' tells when the block is gone"] : [],
            [chained]
        );
    }

    /// <summary>The steps that take every trace of ours for an event out of the hooks directories.</summary>
    public IEnumerable<HookStep> Remove(string eventName)
    {
        foreach (var path in directory.Folders(repository).SelectMany(f => Suffixes.Select(s => Path.Combine(f, eventName + s))))
        {
            if (InstalledHook.Read(path, eventName, texts) is not { IsOurs: true } hook)
            {
                continue;
            }
            yield return hook.Content.IsOursAltogether
                ? new(
                    eventName,
                    HookAction.Remove,
                    path,
                    $"delete {path}",
                    "git swarm init",
                    [],
                    [new HookChange.DeleteFile(path, hook.Bytes)]
                )
                : new(
                    eventName,
                    HookAction.Remove,
                    path,
                    $"take the git-swarm block out of {path}",
                    "git swarm init --chain",
                    [],
                    [new HookChange.WriteFile(path, hook.Bytes, hook.Content.WithoutBlock())]
                );
        }
    }

    /// <summary>The file of ours that git, or pre-commit on its behalf, runs for an event; null when there is none.</summary>
    /// <remarks>Only pre-commit runs what it moved aside; lefthook does not.</remarks>
    public InstalledHook? Find(string eventName) =>
        directory.Place != HooksPlace.Repository ? null
        : InstalledHook.Read(directory.File(eventName), eventName, texts) is not { } hook ? null
        : hook.IsOurs ? hook
        : hook.Content.Owner == "pre-commit" && InstalledHook.Read(hook.Path + ".legacy", eventName, texts) is { IsOurs: true } moved
            ? moved
        : null;

    /// <summary>The file in which somebody calls the program by hand for an event; null when nobody does.</summary>
    public string? FindSnippet(string eventName) =>
        InstalledHook.Read(directory.UserFile(eventName), eventName, texts) is { Content.HasSnippet: true } hook ? hook.Path : null;

    private static HookStep Upgrade(string eventName, InstalledHook hook, string program)
    {
        var after = hook.Content.WithNewestBlock(program);
        return hook.IsExecutable && after.AsSpan().SequenceEqual(hook.Bytes)
            ? Keep(eventName, hook.Path, $"keep {hook.Path}: up to date")
            : new(
                eventName,
                HookAction.Upgrade,
                hook.Path,
                $"bring {hook.Path} up to date",
                "git swarm deinit",
                [],
                [new HookChange.WriteFile(hook.Path, hook.Bytes, after)]
            );
    }

    private HookStep ByHand(string eventName)
    {
        var file = directory.UserFile(eventName);
        if (FindSnippet(eventName) is not null)
        {
            return Keep(eventName, file, $"keep {file}: it calls git-swarm");
        }
        var snippet = texts.Snippet.Render(eventName);
        return directory.Place == HooksPlace.WorkTree
            ? new(
                eventName,
                HookAction.InsideWorktree,
                file,
                $"leave {directory.Path} alone: it lies in the work tree",
                null,
                [$"add this line at the top of {file}:", snippet],
                []
            )
            : new(
                eventName,
                HookAction.Outside,
                file,
                $"leave {directory.Path} alone: it lies outside the repository (core.hooksPath)",
                null,
                Directory.Exists(directory.Path) || !File.Exists(directory.Path)
                    ? [$"add this line at the top of {file}:", snippet]
                    : [$"git runs no hook files here; use git {GitVersion.ConfigHooks} or newer, or change core.hooksPath"],
                []
            );
    }

    private HookStep Foreign(string eventName, InstalledHook hook, bool chain)
    {
        var text = $"leave {hook.Path} alone: it belongs to {hook.Content.Owner ?? "somebody else"}";
        if (hook.Content.IsEdited)
        {
            text = $"leave {hook.Path} alone: {hook.Content.ChainObstacle}";
        }
        var byHand = new[] { $"add this line at the top of {hook.Path}:", texts.Snippet.Render(eventName) };
        string[] advice =
            hook.Content.IsEdited ? [$"delete it and run 'git swarm init' again"]
            : hook.ChainObstacle is { } reason ? [$"--chain cannot combine it: {reason}", .. byHand]
            : chain ? byHand
            : ["run 'git swarm init --chain' to insert the git-swarm block into it, or", .. byHand];
        return new(eventName, HookAction.Foreign, hook.Path, text, null, advice, []);
    }

    private static HookStep Keep(string eventName, string path, string text) =>
        new(eventName, HookAction.Already, path, text, null, [], []);
}
