using System.Text;
using GitSwarm.Agents.Commands;
using GitSwarm.Git;
using GitSwarm.Setup;

namespace GitSwarm.Agents.Worktrees;

/// <summary>Makes one worktree, or leaves nothing of it.</summary>
/// <remarks>
/// The branch comes first, by a compare-and-swap that one of any number of processes wins; from then on the name is ours,
/// and what fails can be taken back without hitting anybody else's. Until it is furnished the worktree is locked with a mark.
/// </remarks>
internal sealed class WorktreeMaking(WorktreeGit git, WorktreeGit undoing, WorktreeRequest request, Settings settings)
{
    private const int Attempts = 10;

    // Both are written once and go on by themselves: what an agent throws away must be found even where the user keeps no reflogs.
    private static readonly string[] WithReflog = ["-c", "core.logAllRefUpdates=true"];

    // An object that a partial clone left at its remote has to come now.
    private static readonly Dictionary<string, string> Fetching = new(StringComparer.Ordinal) { ["GIT_NO_LAZY_FETCH"] = "0" };

    /// <summary>Makes it.</summary>
    /// <exception cref="SwarmException">It cannot be made; nothing is left.</exception>
    internal AgentWorktree Make()
    {
        var head = git.Caller(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]);
        if (!head.Ok)
        {
            throw new SwarmException(ErrorCode.WorktreeFailed, "HEAD has no commit yet, and a worktree starts from one", "commit first");
        }
        var start = head.Text;
        var folder = WorktreePlace.Prepare(git, settings);
        var reason = "every name that was tried is taken";
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var name = AgentBranch.Of(request.NewName());
            var path = Path.Combine(folder, name);
            if (Path.Exists(path) || WorktreeSite.GitDirOf(git.Repository, name) is not null)
            {
                continue;
            }
            var create = Encoding.UTF8.GetBytes($"create {AgentBranch.Ref(name)} {start}\n");
            var created = git.Caller([.. WithReflog, "update-ref", "-m", "branch: Created for an agent", "--stdin"], create);
            if (!created.Ok)
            {
                reason = created.Reason;
                continue;
            }
            try
            {
                Add(name, path, start);
                return Furnish(name, start);
            }
            catch (Exception error)
            {
                var left = Undo(name, path, start);
                if (error is SwarmException refused && left is not null)
                {
                    throw new SwarmException(refused.Code, $"{refused.Message}; {left}", refused.Hint);
                }
                throw;
            }
        }
        throw new SwarmException(
            ErrorCode.WorktreeFailed,
            $"cannot make a worktree in {Texts.OneLine(folder)}: {reason}",
            "run 'git swarm doctor'"
        );
    }

    private void Add(string name, string path, string start)
    {
        var mark = new MakingMark(request.Maker, start, path).ToString();
        var added = git.Caller([.. WithReflog, "worktree", "add", "--quiet", "--lock", "--reason", mark, path, name], default, Fetching);
        if (!added.Ok)
        {
            throw new SwarmException(
                ErrorCode.WorktreeFailed,
                $"cannot make the worktree {Texts.OneLine(path)}: {Texts.Cut(added.Reason, 300)}",
                "correct what git names, or set swarm.worktreeDir"
            );
        }
    }

    private AgentWorktree Furnish(string name, string start)
    {
        var worktree = new AgentWorktree
        {
            Path = "",
            Branch = name,
            Start = start,
            Root = git.Repository.WorkTree,
            Worktree = name,
        };
        var site = WorktreeSite.Find(worktree, git.Repository);
        List<string> notes = [];
        List<CopiedFile> copied = [];
        // What is copied comes before the setup, which may need it; and is described after, for it may well change it.
        if (worktree.Root is { } root && File.Exists(Path.Combine(root, ListedFiles.Name)))
        {
            var patterns = PlainFile.Read(Path.Combine(root, ListedFiles.Name), ListedFiles.MostBytes);
            if (patterns.Content is { } content)
            {
                File.WriteAllBytes(site.Patterns, content);
                notes = new FileCopying(root, site.Path).Copy(ListedFiles.OfCaller(git, site));
            }
            else
            {
                notes.Add($"{ListedFiles.Name} is left out: {patterns.Problem}");
            }
        }
        RunSetup(site);
        if (File.Exists(site.Patterns))
        {
            var listed = ListedFiles.Files(ListedFiles.AskIn(git, site).OrThrow("list the copied files").Output);
            copied = ListedFiles.Describe(git, site, listed.Take(FileCopying.MostFiles));
        }
        git.Caller(["worktree", "unlock", site.Path]).OrThrow("unlock the worktree");
        return worktree with { Path = site.Path, Copied = copied.Count == 0 ? null : copied, Notes = notes.Count == 0 ? null : notes };
    }

    private void RunSetup(WorktreeSite site)
    {
        if (settings["swarm.worktreesetup"] is not { Length: > 0 } command)
        {
            return;
        }
        var outcome = UserCommand.Run(
            command,
            site.Path,
            ChildEnvironment.Of(request.Variables, request.Own),
            default,
            request.CommandLimit,
            git.Stop
        );
        if (!outcome.Ok)
        {
            throw new SwarmException(
                ErrorCode.WorktreeFailed,
                $"swarm.worktreeSetup {outcome.Failure(request.CommandLimit)}",
                "run 'git config --get swarm.worktreeSetup', and what it says by hand"
            );
        }
    }

    /// <summary>Takes back what was made under a name; says what could not be.</summary>
    private string? Undo(string name, string path, string start)
    {
        if (!Unfinished.Remove(undoing, name, new MakingMark(request.Maker, start, path)))
        {
            return $"{Texts.OneLine(path)} is left, and cannot be removed";
        }
        // Only as it was made: a setup that commits has made something.
        return undoing.Caller(["update-ref", "-d", AgentBranch.Ref(name), start]).Ok ? null : $"the branch {name} is left";
    }
}
