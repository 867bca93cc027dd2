using GitSwarm.Briefing;
using GitSwarm.Clients;
using GitSwarm.Sessions;

namespace GitSwarm.Commands.ClientHooks;

/// <summary>What each event comes to; the same for every client.</summary>
internal static class EventRules
{
    public static void Apply(ClientHook hook)
    {
        switch (hook.Event.Kind)
        {
            case EventKind.Started:
                StartRules.Started(hook);
                break;
            case EventKind.SubagentStarted:
                StartRules.SubagentStarted(hook);
                break;
            case EventKind.SubagentEnded:
                EndRules.SubagentEnded(hook);
                break;
            case EventKind.Ended:
                EndRules.Ended(hook);
                break;
            case EventKind.Prompted:
                TellRules.Tell(hook, Moment.Prompt, Activity.Active);
                break;
            case EventKind.Editing:
                EditRules.Editing(hook);
                break;
            case EventKind.Edited:
                EditRules.Edited(hook);
                break;
            case EventKind.EditFailed:
                EditRules.Failed(hook);
                break;
            case EventKind.ToolsDone:
                TellRules.Tell(hook, Moment.ToolBatch, Activity.Active, EditRules.Done(hook));
                break;
            case EventKind.TurnEnded:
                TellRules.Tell(hook, Moment.Stop, hook.Event.HasBackground ? Activity.Active : Activity.Idle);
                break;
            case EventKind.Moved:
                hook.Seen(Activity.Active);
                break;
            case EventKind.Waiting:
                hook.Seen(Activity.Idle);
                break;
            default:
                break;
        }
    }
}
