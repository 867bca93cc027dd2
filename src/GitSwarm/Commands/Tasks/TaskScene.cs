using GitSwarm.Cli;
using GitSwarm.Sessions;
using GitSwarm.Tasks;

namespace GitSwarm.Commands.Tasks;

/// <summary>Which list is meant, and changing it.</summary>
internal static class TaskScene
{
    /// <summary>The list of a repository, for whoever names none.</summary>
    public const string Repositorys = "main";

    /// <summary>The list that is meant where none is named.</summary>
    public static string Default(SwarmHost host)
    {
        _ = host.Enabled;
        return Repositorys;
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
        book.Find(typed ?? Default(host)) ?? (typed is null ? null : throw NoList(typed, book));

    /// <summary>The task to look at.</summary>
    /// <exception cref="SwarmException">It is not there.</exception>
    public static (TaskList List, TaskItem Task) Find(SwarmHost host, TaskBook book, string? list, int id)
    {
        var found = Find(host, book, list) ?? throw NoList(Default(host), book);
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
    public static string Words(SwarmHost host, string list) => list == Default(host) ? "" : $" --list {list}";

    /// <summary>One writer a ref: what others changed of a list of this clone its own sessions could lose.</summary>
    private static string Own(SwarmHost host, string? typed)
    {
        if (typed?.Contains('@', StringComparison.Ordinal) != true)
        {
            return TaskLimits.ListName(typed ?? Default(host));
        }
        var book = Read(host);
        var list = book.Find(typed) ?? throw NoList(typed, book);
        return book.IsOurs(list)
            ? list.Name
            : throw new SwarmException(
                ErrorCode.ForeignList,
                $"the list '{Texts.Cut(typed, 60)}' belongs to another clone; here it can be read, and only sessions there change it",
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
