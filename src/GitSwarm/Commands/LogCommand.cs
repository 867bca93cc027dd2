using System.CommandLine;
using System.Text.Json;
using GitSwarm.Agents.Runs;
using GitSwarm.Claims;
using GitSwarm.Cli;
using GitSwarm.Feeds;
using GitSwarm.Mail;
using GitSwarm.Notes;
using GitSwarm.Sessions;
using GitSwarm.Store;
using GitSwarm.Tasks;

namespace GitSwarm.Commands;

/// <summary><c>git swarm log</c>: what happened here, told by the records themselves, oldest first.</summary>
internal static class LogCommand
{
    private const int Default = 50;

    public static Command Create(Runner run)
    {
        var number = new Option<int?>("-n") { Description = $"Only the newest so many ({Default})", HelpName = "number" };
        var since = new Option<string?>("--since") { Description = "Only what is this recent (30m, 2h, 1d)", HelpName = "duration" };
        var session = new Option<string?>("--session") { Description = "Only what this session did", HelpName = "session" };
        var command = new Command("log", "What happened here: joins, claims, notes, messages, runs, tasks, teams")
        {
            number,
            since,
            session,
        };
        run.On(
            command,
            (host, parsed) =>
            {
                var most = parsed.GetValue(number) ?? Default;
                if (most < 1)
                {
                    throw new SwarmException(ErrorCode.BadArgument, $"not a number of lines: '{most}'", "give 1 or more");
                }
                var from = parsed.GetValue(since) is { } text ? host.Now - Durations.Parse(text) : DateTimeOffset.MinValue;
                var events = Read(host, parsed.GetValue(session)).Where(e => e.At >= from);
                // A stable sort: what one session wrote in one moment keeps its order.
                Show(host, [.. events.OrderBy(e => e.At).TakeLast(most)]);
                return ExitCode.Yes;
            }
        );
        return command;
    }

    private sealed record Event(DateTimeOffset At, string Kind, string Session, Session? Who, string Text);

    private static List<Event> Read(SwarmHost host, string? only)
    {
        using var listing = FeedSegment.StartList(host.EnabledGit, SwarmRefs.Notes, SwarmRefs.Mail);
        var book = host.Claims.Read();
        var segments = FeedSegment.List(host.Git, listing);
        var sessions = book.Roster.All.ToDictionary(s => $"{s.Ref.CloneId}/{s.Id}");
        var events = new List<Event>();
        foreach (var s in book.Roster.All.Where(s => !s.IsMuted))
        {
            var on = s.Record.Branch is { } b ? $" on {b}" : "";
            events.Add(new Event(s.Record.Started, "joined", s.Id, s, $"joined{on} ({s.Record.Client})"));
            if (s.Record.Ended is { } ended)
            {
                events.Add(new Event(ended, "left", s.Id, s, "left"));
            }
        }
        foreach (var c in book.All.Where(c => c.Holder is not null))
        {
            var how = c.IsAuto ? "edited" : "claimed";
            events.Add(
                new Event(c.Record.At, how, c.Ref.Stream, c.Holder, $"{how} {c.Pattern.Text}{(c.Record.Reason is { } r ? $": {r}" : "")}")
            );
        }
        foreach (var run in host.RunsToRead.Read().All)
        {
            var r = run.Record;
            var by = sessions.GetValueOrDefault($"{host.Vantage.CloneId}/{r.Parent}");
            events.Add(new Event(r.Launched, "launched", r.Parent, by, $"launched {r.Agent}: {r.Description}"));
            if (r.Ended is { } ended)
            {
                var agent = sessions.GetValueOrDefault($"{host.Vantage.CloneId}/{r.Id}");
                events.Add(new Event(ended, run.State.Word(), r.Id, agent, $"{run.State.Word()}: {r.Description}"));
            }
        }
        foreach (var list in host.TasksToRead.Read().Lists)
        {
            events.AddRange(list.All.SelectMany(t => FromTask(t, sessions)));
        }
        events.AddRange(FromTeams(host, sessions));
        events.AddRange(FromFeeds(host.Git, segments, sessions));
        if (only is not null)
        {
            // One that ended has something in the log, too.
            var gone = book.Roster.All.FirstOrDefault(s => s.Record.Name == only || s.Id == only);
            var wanted = gone ?? SessionAddress.Find(book.Roster, only);
            events.RemoveAll(e => e.Session != wanted.Id);
        }
        return events;
    }

    private static IEnumerable<Event> FromTask(TaskItem task, Dictionary<string, Session> sessions)
    {
        Event Of(DateTimeOffset at, string kind, TaskPerson by) =>
            new(
                at,
                kind,
                by.Session,
                sessions.GetValueOrDefault($"{by.CloneId}/{by.Session}"),
                $"{(kind == "done" ? "did" : kind)} task {task.Id}: {task.Record.Subject}"
            );
        var r = task.Record;
        if (r.By is { } maker)
        {
            yield return Of(r.Created, "added", maker);
        }
        if (r is { Owner: { } taker, Taken: { } taken } && taken != r.Done)
        {
            yield return Of(taken, "took", taker);
        }
        if (r is { Owner: { } doer, Done: { } done })
        {
            yield return Of(done, "done", doer);
        }
    }

    private static IEnumerable<Event> FromTeams(SwarmHost host, Dictionary<string, Session> sessions)
    {
        foreach (var team in host.TeamsToRead.Read().All)
        {
            var (record, clone) = (team.Record, team.Ref.CloneId);
            Event Of(DateTimeOffset at, string session, string text) =>
                new(at, "team", session, sessions.GetValueOrDefault($"{clone}/{session}"), text);
            yield return Of(record.Created, record.Lead.Session, $"created team {team.Name}");
            foreach (var member in record.Members)
            {
                yield return Of(member.Joined, member.Session, $"joined team {team.Name} as {member.Name}");
                if (member.Left is { } left)
                {
                    yield return Of(left, member.Session, $"left team {team.Name}{(member.Why is { } why ? $": {why}" : "")}");
                }
            }
            if (team.EndedAt is { } ended)
            {
                yield return Of(ended, record.Lead.Session, $"team {team.Name} ended");
            }
        }
    }

    private static IEnumerable<Event> FromFeeds(Git.SwarmGit git, List<FeedSegment> segments, Dictionary<string, Session> sessions)
    {
        var contents = FeedContents.Read(git, segments);
        foreach (var segment in segments.Where(s => contents.ContainsKey(s.Name)))
        {
            var text = contents[segment.Name];
            if (segment.Ref.Kind == SwarmRefs.Notes)
            {
                foreach (var n in FeedText.Parse(text.Span, NoteJson.Default.NoteLine))
                {
                    var feed = n.WrittenTo(segment.Ref);
                    yield return new Event(
                        n.At,
                        "note",
                        feed[(feed.IndexOf('/', StringComparison.Ordinal) + 1)..],
                        sessions.GetValueOrDefault(feed),
                        $"noted: {n.Text}"
                    );
                }
                continue;
            }
            // A protocol message is for its handler; the words of a message are for its recipient.
            foreach (var m in FeedText.Parse(text.Span, MailJson.Default.MailLine).Where(m => m.To is not null))
            {
                var what = m.Summary ?? m.Type;
                var to = m.ToName ?? (m.To == Recipient.All ? "everybody" : m.To);
                yield return new Event(
                    m.At,
                    "mail",
                    segment.Ref.Stream,
                    sessions.GetValueOrDefault(segment.Feed),
                    $"wrote to {to}{(what is null ? "" : $": {what}")}"
                );
            }
        }
    }

    private static void Show(SwarmHost host, List<Event> events)
    {
        if (host.Output.Json)
        {
            EventBody[] bodies =
            [
                .. events.Select(e => new EventBody(Ages.Rfc3339(e.At), e.Kind, e.Session, e.Who?.Name, Texts.OneLine(e.Text))),
            ];
            host.Output.Answer(JsonSerializer.Serialize(bodies, FeedContext.Default.EventBodyArray) + "\n");
            return;
        }
        var width = Math.Max(40, host.Output.Width);
        host.Output.Answer(
            string.Concat(
                events.Select(e =>
                {
                    var name = e.Who is { } who ? Who.Name(who) : $"{Texts.Cut(e.Session, 30)} (gone)";
                    return host.Output.Terminal
                        ? Columns.Cut($"{Ages.Ago(e.At, host.Now), 4} ago  {name}  {e.Text}", width) + "\n"
                        : $"{Ages.Rfc3339(e.At)}\t{e.Kind}\t{e.Session}\t{name}\t{Texts.OneLine(e.Text)}\n";
                })
            )
        );
    }
}
