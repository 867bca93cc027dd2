using GitSwarm.Agents.Runs;
using GitSwarm.Claims;
using GitSwarm.Delivery;
using GitSwarm.Feeds;
using GitSwarm.Git;
using GitSwarm.Mail;
using GitSwarm.Notes;
using GitSwarm.Sessions;
using GitSwarm.Store;
using GitSwarm.Tasks;
using GitSwarm.Teams;

namespace GitSwarm.Doctor;

/// <summary>Can every record be read?</summary>
/// <remarks>
/// An unreadable one of this clone is of no use to anybody; its session writes it anew with its next command. Those of
/// other clones, of a newer git-swarm, and of kinds this program does not know are told, never touched.
/// </remarks>
internal static class RecordsCheck
{
    private const string Newer = "written by a newer git-swarm";

    public static IEnumerable<Finding> Look(Patient patient)
    {
        var snapshot = SnapshotReader.Read(patient.Git, [SwarmRefs.Root]);
        // Missing objects are told by the check before.
        var problems = snapshot.Problems.Where(p => !p.Reason.StartsWith("object ", StringComparison.Ordinal)).ToList();
        foreach (var blob in snapshot.Blobs.Values)
        {
            Read(blob, problems);
        }
        var newer = problems.Where(p => p.Reason == Newer).ToList();
        var mine = patient.Clone.IdForReading;
        var findings = problems.Except(newer).Select(p => Unreadable(patient.Git, p, mine)).ToList();
        if (newer.Count > 0)
        {
            var others = newer.Count > 1 ? $" and {newer.Count - 1} more" : "";
            findings.Add(new Finding($"{Texts.OneLine(newer[0].Name.Value)}{others}: {Newer}", "update git-swarm"));
        }
        return findings.Count > 0
            ? findings
            : [new Finding($"{snapshot.Blobs.Count} {(snapshot.Blobs.Count == 1 ? "record" : "records")}")];
    }

    private static void Read(StoredBlob blob, List<StoreProblem> problems)
    {
        _ = blob.Ref.Kind switch
        {
            SwarmRefs.Sessions => Records.Read(blob, RecordJson.Default.SessionRecord, problems),
            SwarmRefs.Processes => Records.Read(blob, RecordJson.Default.ProcessRecord, problems),
            SwarmRefs.Heartbeats => Records.Read(blob, RecordJson.Default.HeartbeatRecord, problems),
            SwarmRefs.Touched => Records.Read(blob, RecordJson.Default.TouchedRecord, problems),
            SwarmRefs.Locks => Records.Read(blob, ClaimJson.Default.LocksRecord, problems),
            SwarmRefs.Cursors => Records.Read(blob, CursorJson.Default.CursorRecord, problems),
            SwarmRefs.Runs => Records.Read(blob, RunJson.Default.RunRecord, problems),
            SwarmRefs.Tasks => Records.Read(blob, TaskJson.Default.TaskListRecord, problems),
            SwarmRefs.Teams => Records.Read(blob, TeamJson.Default.TeamRecord, problems),
            SwarmRefs.Notes or SwarmRefs.Mail => ReadFeed(blob, problems),
            _ => (object?)null,
        };
    }

    /// <summary>A feed is read line by line: a bad one hides no other, but is told here.</summary>
    private static object? ReadFeed(StoredBlob blob, List<StoreProblem> problems)
    {
        var text = blob.Content.Span;
        var read =
            blob.Ref.Kind == SwarmRefs.Notes
                ? FeedText.Parse(text, NoteJson.Default.NoteLine).Count
                : FeedText.Parse(text, MailJson.Default.MailLine).Count;
        var lines = text.Count((byte)'\n');
        if (read < lines)
        {
            problems.Add(new StoreProblem(blob.Name, blob.Id, $"{lines - read} of {lines} lines cannot be read"));
        }
        return null;
    }

    private static Finding Unreadable(SwarmGit git, StoreProblem problem, string mine)
    {
        var parts = SwarmRefs.Parse(problem.Name);
        var ours = parts is not null && parts.CloneId == mine && SwarmRefs.SessionKinds.Contains(parts.Kind);
        return new Finding(
            $"{Texts.OneLine(problem.Name.Value)}: {Texts.Cut(problem.Reason, 120)}{(parts is null || parts.CloneId == mine ? "" : " (another clone's)")}",
            $"git update-ref -d {Hooks.ShellQuote.Quote(Texts.OneLine(problem.Name.Value))}",
            ours ? new Mending("ref deleted", () => BrokenRefs.Delete(git, problem.Name, problem.Id)) : null
        );
    }
}
