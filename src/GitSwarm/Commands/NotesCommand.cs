using System.CommandLine;
using System.Text.Json;
using System.Text.RegularExpressions;
using GitSwarm.Claims;
using GitSwarm.Cli;
using GitSwarm.Delivery;
using GitSwarm.Notes;
using GitSwarm.Store;

namespace GitSwarm.Commands;

/// <summary><c>git swarm notes</c>: read the feed, oldest first.</summary>
internal static class NotesCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(2);

    public static Command Create(Runner run)
    {
        var number = new Option<int?>("-n") { Description = "Only the newest so many", HelpName = "number" };
        var since = new Option<string?>("--since") { Description = "Only notes this recent (30m, 2h, 1d)", HelpName = "duration" };
        var path = new Option<string?>("--path") { Description = "Only notes about this path or pattern", HelpName = "path" };
        var grep = new Option<string?>("--grep") { Description = "Only notes that match a regular expression", HelpName = "re" };
        var unread = new Option<bool>("--unread") { Description = "Only what this session has not seen, and mark it as seen" };
        var follow = new Option<bool>("--follow") { Description = "Go on with new ones as they come" };
        var command = new Command("notes", "Read the repository's feed, oldest first") { number, since, path, grep, unread, follow };
        run.On(
            command,
            (host, parsed) =>
            {
                var filter = new Filter(
                    parsed.GetValue(since) is { } text ? host.Now - Durations.Parse(text) : null,
                    parsed.GetValue(path) is { } typed ? WorkTreePath.PatternOf(host, typed) : null,
                    Expression(parsed.GetValue(grep))
                );
                var most = parsed.GetValue(number);
                if (most is < 1)
                {
                    throw new SwarmException(ErrorCode.BadArgument, $"not a number of notes: '{most}'", "give 1 or more");
                }
                if (parsed.GetValue(unread))
                {
                    Unread(host, filter, most);
                }
                else
                {
                    Feed(host, filter, most, parsed.GetValue(follow));
                }
                return ExitCode.Yes;
            }
        );
        return command;
    }

    /// <summary>Shows all notes not seen, and only then records that they were.</summary>
    /// <returns>How many were shown.</returns>
    public static int ShowUnread(SwarmHost host) => Unread(host, new Filter(null, null, null), null);

    private static int Unread(SwarmHost host, Filter filter, int? most)
    {
        var caller = host.Caller;
        var delivery = host.DeliveryToRecord;
        using var alone = delivery.Alone(caller, Patience);
        var inflow = delivery.Read(() => caller);
        var notes = inflow
            .Notes.Lines.Where(w => filter.Wants(w.Line))
            .Select(w => new Note(w.Line, w.Segment.Ref, inflow.AuthorOf(w)))
            .ToList();
        if (!Show(host, NoteFeed.InOrder(notes), most))
        {
            return 0;
        }
        if (notes.Count > 0)
        {
            delivery.Record(inflow, PutOut.Nothing with { Notes = Shown(notes, most) });
        }
        return notes.Count;
    }

    private static HashSet<string> Shown(List<Note> notes, int? most) =>
        NoteFeed.InOrder(notes).TakeLast(most ?? int.MaxValue).Select(n => n.Line.Id).ToHashSet();

    private static void Feed(SwarmHost host, Filter filter, int? most, bool follow)
    {
        var feed = new NoteFeed(host.Store(SwarmStore.CommandDeadline), host.EnabledVantage);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        using var watch = follow ? new RefWatch(host.Repository, Slowest) : null;
        do
        {
            var notes = feed.Read().Where(n => filter.Wants(n.Line) && seen.Add(n.Line.Id)).ToList();
            if (notes.Count > 0 || watch is null)
            {
                Show(host, notes, most);
            }
            most = null;
        } while (watch?.Wait() == true);
    }

    private static bool Show(SwarmHost host, List<Note> notes, int? most)
    {
        var shown = notes.TakeLast(most ?? int.MaxValue);
        return host.Output.TryAnswer(
            host.Output.Json
                ? JsonSerializer.Serialize(
                    [.. shown.Select(n => NoteBody.Of(n.Line, n.SessionId, n.Author?.Name, n.Author))],
                    FeedContext.Default.NoteBodyArray
                ) + "\n"
                : string.Concat(shown.Select(n => host.Output.Terminal ? Block(n, host) : Row(n)))
        );
    }

    private static string Block(Note note, SwarmHost host)
    {
        var style = host.Output.Style;
        var (from, age) = (From(note), $"  {Ages.Ago(note.Line.At, host.Now)} ago");
        var paths = note.Line.Paths is { Count: > 0 } all ? $"  {string.Join(' ', all.Take(5).Select(p => Texts.Cut(p, 60)))}" : "";
        var room = Math.Max(20, host.Output.Width - from.Length - age.Length);
        return $"{style.Bold(from)}{age}{Columns.Cut(paths, room)}\n" + Columns.Below(note.Line.Text, host.Output.Width);
    }

    private static string Row(Note note)
    {
        string[] fields = [note.Line.Id, Ages.Rfc3339(note.Line.At), From(note), string.Join(' ', note.Line.Paths ?? []), note.Line.Text];
        return string.Join('\t', fields.Select(Texts.OneLine)) + "\n";
    }

    private static string From(Note note) =>
        note.Author is { } author ? Who.Name(author) : $"{Texts.Cut(note.Line.By ?? note.SessionId, 40)} (gone)";

    private static Regex? Expression(string? text)
    {
        try
        {
            return text is null ? null : new Regex(text, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException error)
        {
            throw new SwarmException(
                ErrorCode.BadArgument,
                $"not a regular expression: '{Texts.Cut(text!, 40)}'",
                Texts.Cut(error.Message, 200)
            );
        }
    }

    private sealed record Filter(DateTimeOffset? Since, ClaimPattern? Path, Regex? Grep)
    {
        public bool Wants(NoteLine line) =>
            (Since is null || line.At >= Since)
            && (Path is null || line.Paths?.Any(p => Path.Overlaps(ClaimPattern.ForPath(p))) == true)
            && (Grep is null || Grep.IsMatch(line.Text));
    }
}
