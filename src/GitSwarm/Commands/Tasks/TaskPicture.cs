using System.Text;
using GitSwarm.Tasks;

namespace GitSwarm.Commands.Tasks;

/// <summary>Which task has to wait for which, drawn as a tree: below each task those that wait for it.</summary>
internal static class TaskPicture
{
    /// <summary>Further to the right than this nothing is drawn: a long chain goes on straight down.</summary>
    private const int Deepest = 16;

    /// <summary>Draws.</summary>
    /// <param name="tasks">Which.</param>
    /// <param name="line">A task's line: what stands before it, and what behind it.</param>
    public static string Of(IReadOnlyList<TaskItem> tasks, Func<TaskItem, string, string, string> line)
    {
        var text = new StringBuilder();
        var shown = tasks.ToDictionary(t => t.Id);
        var below = tasks.SelectMany(t => Blockers(t, shown).Select(b => (Blocker: b, Task: t))).ToLookup(p => p.Blocker, p => p.Task);
        var drawn = new HashSet<int>();
        // A record somebody else wrote may have circles, which no root leads to.
        foreach (var root in tasks.Where(t => !Blockers(t, shown).Any()).Concat(tasks))
        {
            if (!drawn.Contains(root.Id))
            {
                Draw(root, "", "");
            }
        }
        return text.ToString();

        void Draw(TaskItem task, string before, string indent)
        {
            var stack = new Stack<(TaskItem Task, string Before, string Indent)>([(task, before, indent)]);
            while (stack.TryPop(out var at))
            {
                if (!drawn.Add(at.Task.Id))
                {
                    text.Append(line(at.Task, at.Before, "   (above)"));
                    continue;
                }
                text.Append(line(at.Task, at.Before, ""));
                var children = below[at.Task.Id].ToList();
                var deeper = at.Indent.Length / 3 < Deepest;
                for (var i = children.Count - 1; i >= 0; i--)
                {
                    var last = i == children.Count - 1;
                    stack.Push((children[i], at.Indent + (last ? "└─ " : "├─ "), deeper ? at.Indent + (last ? "   " : "│  ") : at.Indent));
                }
            }
        }
    }

    private static IEnumerable<int> Blockers(TaskItem task, Dictionary<int, TaskItem> shown) =>
        (task.Record.BlockedBy ?? []).Distinct().Where(b => b != task.Id && shown.ContainsKey(b));
}
