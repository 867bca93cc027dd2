using GitSwarm.Cli;
using GitSwarm.Sessions;
using GitSwarm.Store;
using GitSwarm.Tasks;

namespace GitSwarm.Commands.Tasks;

/// <summary>Which list is meant, and changing it.</summary>
internal static class TaskScene
{
    /// <summary>The list of a repository, for whoever names none.</summary>
    public const string Repositorys = "main";

    private const string TeamPrefix = "team:";

    /// <summary>Characters of a team's name in that of its list; the team's id tells it from others of that name.</summary>
    private const int MostOfTeam = 48;

    /// <summary>The list that is meant where none is named: that of the caller's team, or of the team it was launched in; else the repository's.</summary>
    public static string Default(SwarmHost host)
    {
        if (!RefPresence.IsPossible(host.Enabled, SwarmRefs.Teams))
        {
            return Repositorys;
        }
        var roster = host.Sessions.Read();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var session = WhoAmI.Resolve(roster, host.Caller).Live; session is not null && seen.Add(session.Id); )
        {
            if (session.Record.Team is { Left: null } seat)
            {
                return OfTeam(seat.Team, seat.Id);
            }
            session = session.Record.Parent is { } parent ? roster.Local(parent) : null;
        }
        return Repositorys;
    }

    /// <summary>The list of a team: a new one for each team, whatever others of its name left behind.</summary>
    private static string OfTeam(string team, string id) => $"{team[..Math.Min(team.Length, MostOfTeam)].TrimEnd('-')}-{id}";

    /// <summary>The list as its name is kept.</summary>
    private static string Named(SwarmHost host, string? typed)
    {
        if (typed is null)
        {
            return host.TaskList;
        }
        if (!typed.StartsWith(TeamPrefix, StringComparison.Ordinal))
        {
            return typed;
        }
        var team = host.TeamsToRead.Read().Find(typed[TeamPrefix.Length..]);
        var list = OfTeam(team.Name, team.Record.Id);
        return team.IsLocal ? list : $"{list}@{team.Ref.CloneId}";
    }

    /// <summary>Every list, with a warning for each that cannot be read.</summary>
    public static TaskBook Read(SwarmHost host)
    {
        var book = host.TasksToRead.Read();
        foreach (var problem in book.Problems)
        {
            host.Output.Warn($"{Texts.OneLine(problem.Name.Value)}: {Texts.Cut(problem.Reason, 100)}; see 'git swarm doctor'");
        }
        return book;
    }

    /// <summary>The list to look at.</summary>
    /// <param name="host">The composed command.</param>
    /// <param name="book">Every list.</param>
    /// <param name="typed">As typed; null where none was named.</param>
    /// <returns>Null where none was named, and the one that is meant then has not begun.</returns>
    /// <exception cref="SwarmException">The one that was named is not there.</exception>
    public static TaskList? Find(SwarmHost host, TaskBook book, string? typed) =>
        book.Find(Named(host, typed)) ?? (typed is null ? null : throw NoList(typed, book));

    /// <summary>The task to look at.</summary>
    /// <exception cref="SwarmException">It is not there.</exception>
    public static (TaskList List, TaskItem Task) Find(SwarmHost host, TaskBook book, string? list, int id)
    {
        var found = Find(host, book, list) ?? throw NoList(host.TaskList, book);
        return found[id] is { } task
            ? (found, task)
            : throw new SwarmException(
                ErrorCode.UnknownTask,
                $"no task {id} on the list '{Texts.Cut(book.AddressOf(found), 60)}'",
                "see 'git swarm task list --all'"
            );
    }

    /// <summary>Changes a list of this clone, and tells whom it concerns.</summary>
    /// <param name="host">The composed command.</param>
    /// <param name="typed">As typed; null where none was named.</param>
    /// <param name="makes">True where a list that is not there is begun.</param>
    /// <param name="rule">As for <see cref="TaskStore.Change"/>.</param>
    /// <returns>The answer, and the names of those who were told.</returns>
    public static (TaskAnswer Answer, IReadOnlyList<string> Told) Change(
        SwarmHost host,
        string? typed,
        bool makes,
        Func<TaskList, Session, TaskMoment, (TaskAnswer Answer, TaskListRecord? Record)> rule
    )
    {
        var answer = host.Tasks.Change(host.Caller, Own(host, typed), makes, rule);
        return (answer, TaskNotices.Send(host, answer));
    }

    /// <summary>The words that name a list in a command, empty for the one that is meant anyway.</summary>
    public static string Words(SwarmHost host, string list) => list == host.TaskList ? "" : $" --list {list}";

    /// <summary>One writer a ref: what others changed of a list of this clone its own sessions could lose.</summary>
    private static string Own(SwarmHost host, string? typed)
    {
        var name = Named(host, typed);
        if (!name.Contains('@', StringComparison.Ordinal))
        {
            return TaskLimits.ListName(name);
        }
        var book = Read(host);
        var list = book.Find(name) ?? throw NoList(name, book);
        return book.IsOurs(list)
            ? list.Name
            : throw new SwarmException(
                ErrorCode.ForeignList,
                $"the list '{Texts.Cut(name, 60)}' belongs to another clone; here it can be read, and only sessions there change it",
                "write to one of them with 'git swarm send', or put the task on a list of this clone"
            );
    }

    private static SwarmException NoList(string typed, TaskBook book)
    {
        var others = book.Lists.Select(l => Texts.Cut(book.AddressOf(l), 40)).Take(5).ToList();
        return new SwarmException(
            ErrorCode.UnknownTask,
            $"no list of tasks '{Texts.Cut(typed, 60)}'",
            others.Count == 0 ? "begin one with 'git swarm task add'" : $"there is {string.Join(", ", others)}"
        );
    }
}
