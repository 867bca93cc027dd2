using GitSwarm.Cli;
using GitSwarm.Mail;
using GitSwarm.Tasks;

namespace GitSwarm.Commands.Tasks;

/// <summary>Messages to those whom a change of a list concerns.</summary>
internal static class TaskNotices
{
    /// <summary>One message to each.</summary>
    /// <remarks>Should the process end before, the list still says all of it; who asks for a task looks there.</remarks>
    /// <returns>The names of those who were told.</returns>
    public static IReadOnlyList<string> Send(SwarmHost host, TaskAnswer answer)
    {
        var told = new List<string>();
        foreach (var notice in answer.Notices)
        {
            var name = Texts.Cut(notice.To.Name, 30);
            try
            {
                host.Outbox.Send(
                    host.Caller,
                    new Message(notice.To.Session)
                    {
                        Summary = Summary(notice),
                        Text = Text(notice, TaskScene.Words(host, answer.List.Name)),
                    }
                );
                told.Add(name);
            }
            catch (SwarmException error)
            {
                // The list is changed, and stays so.
                host.Output.Warn($"{name} was not told: {error.Message}");
            }
        }
        return [.. told.Distinct()];
    }

    private static string Summary(TaskNotice notice)
    {
        var subject = Texts.Cut(notice.Tasks[0].Record.Subject, 100);
        var id = notice.Tasks[0].Id;
        return notice.News switch
        {
            TaskNews.Ready when notice.Tasks.Count > 1 => $"tasks {TaskIds.Shown(Ids(notice))} are ready",
            TaskNews.Ready => $"task {id} is ready: {subject}",
            TaskNews.Unblocked => $"task {id} waits for nothing any more: {subject}",
            TaskNews.Blocked => $"task {id} has to wait for {TaskIds.Shown(notice.Tasks[0].WaitsFor)} now: {subject}",
            TaskNews.Released => $"took task {id} back: {subject}",
            _ => $"task {id} is to be done again: {subject}",
        };
    }

    private static string Text(TaskNotice notice, string list)
    {
        var id = notice.Tasks[0].Id;
        return notice.News switch
        {
            TaskNews.Ready => string.Concat(notice.Tasks.Take(8).Select(t => $"Task {t.Id} is ready: {Texts.Cut(t.Record.Subject, 200)}\n"))
                + $"Take one with: git swarm task take{(notice.Tasks.Count == 1 ? $" {id}" : "")}{list}",
            TaskNews.Unblocked => $"What your task {id} waited for is done. Go on; then: git swarm task done {id}{list}",
            TaskNews.Blocked => $"Your task {id} has to wait for others now. See: git swarm task show {id}{list}",
            TaskNews.Released => $"Task {id} is not yours any more; leave it. See: git swarm task show {id}{list}",
            _ => $"Task {id}, which you had done, is open again. See: git swarm task show {id}{list}",
        };
    }

    private static List<int> Ids(TaskNotice notice) => [.. notice.Tasks.Select(t => t.Id)];
}
