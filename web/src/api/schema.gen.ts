// Written from the OpenAPI document by `npm run client`.
export interface paths {
    "/api/assignments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Live
         * @description Every assignment the worker holds now, with content, oldest first.
         */
        get: operations["list_live_api_assignments_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assignments/{assignment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Assignment
         * @description One own assignment with its content, whatever became of it.
         */
        get: operations["read_assignment_api_assignments__assignment_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assignments/{assignment_id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Answer
         * @description An own submitted response, and whether it may still be revised.
         */
        get: operations["read_answer_api_assignments__assignment_id__answer_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assignments/{assignment_id}/assist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find Outline
         * @description The outline of what the worker points at in a picture of a task that they hold.
         *
         *     Nothing is stored. 503 where the extra `goldwright[assist]` is missing or too much is asked.
         */
        post: operations["find_outline_api_assignments__assignment_id__assist_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assignments/{assignment_id}/attachment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Open Attachment
         * @description Where a page loads one of the task's attachments: our copy, or the original without one.
         */
        get: operations["open_attachment_api_assignments__assignment_id__attachment_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assignments/{assignment_id}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Draft
         * @description The unsent work on an own assignment, also after its lease ended.
         */
        get: operations["read_draft_api_assignments__assignment_id__draft_get"];
        /**
         * Keep Draft
         * @description Keep unsent work; 409 when another window saved a later revision.
         */
        put: operations["keep_draft_api_assignments__assignment_id__draft_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assignments/{assignment_id}/extend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Extend Lease
         * @description A full lease from now on, at most a day after the task was first shown.
         */
        post: operations["extend_lease_api_assignments__assignment_id__extend_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assignments/{assignment_id}/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Feedback
         * @description One of the worker's own answers, what reviewers said of it, and the response they fixed.
         *
         *     Of practice, the right answer; of no other work is it told whether that is known.
         */
        get: operations["read_feedback_api_assignments__assignment_id__feedback_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assignments/{assignment_id}/instruction": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Instruction Version
         * @description Which version of its project's instruction an own assignment shows, and what changed.
         */
        get: operations["read_instruction_version_api_assignments__assignment_id__instruction_get"];
        /**
         * Keep Instruction Read
         * @description The worker has read the instruction of an own assignment; kept for all their browsers.
         */
        put: operations["keep_instruction_read_api_assignments__assignment_id__instruction_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assignments/{assignment_id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Release Assignment
         * @description Give a task back without a reason; it may come again later.
         */
        post: operations["release_assignment_api_assignments__assignment_id__release_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assignments/{assignment_id}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Subject
         * @description What an own assignment looks at: the response to judge and the answers it was made of.
         *
         *     For an annotation, why earlier answers to its task were rejected.
         */
        get: operations["read_subject_api_assignments__assignment_id__review_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assignments/{assignment_id}/revise": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revise
         * @description Replace an own submitted response while its task is undecided.
         */
        post: operations["revise_api_assignments__assignment_id__revise_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assignments/{assignment_id}/show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show Assignment
         * @description Say that the task is on screen now: its clock starts, once.
         */
        post: operations["show_assignment_api_assignments__assignment_id__show_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assignments/{assignment_id}/skip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Skip Assignment
         * @description Pass over a task for good, saying why; it goes to somebody else.
         */
        post: operations["skip_assignment_api_assignments__assignment_id__skip_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assignments/{assignment_id}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit
         * @description Submit a response: kept, paid and counted once however often it is sent.
         *
         *     Answers the annotation's id, whether it counts (a late one may not) and what it earned; with
         *     `next`, in the same transaction, also what the worker holds from then on.
         */
        post: operations["submit_api_assignments__assignment_id__submit_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assignments/{assignment_id}/verdict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send Verdict
         * @description Accept, fix or reject the task under review: kept, paid and counted once however often sent.
         *
         *     Accepted and fixed complete the task, after a second review where the project draws one; a
         *     rejected one goes to other annotators, who read the reason. Where second reviews are blind,
         *     that one comes first and decides.
         */
        post: operations["send_verdict_api_assignments__assignment_id__verdict_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assignments/next": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lease Next
         * @description What the worker now holds, topped up to `hold`, oldest first; empty when nothing waits.
         *
         *     Asking again after a lost answer gives the same assignments. An assignment carries its price,
         *     when its lease ends, and the task's type, instruction and params.
         */
        post: operations["lease_next_api_assignments_next_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Assist
         * @description Whether and how outlines are found here.
         */
        get: operations["read_assist_api_assist_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batch-order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Order
         * @description Batches still to be done in the order in which they are given out.
         */
        get: operations["read_order_api_batch_order_get"];
        /**
         * Set Order
         * @description Give batches out in this order, which names every pending one once; none: oldest first.
         */
        put: operations["set_order_api_batch_order_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Batches
         * @description Batches with their counts, newest first.
         */
        get: operations["list_batches_api_batches_get"];
        put?: never;
        /**
         * Create Batch
         * @description A batch of a project, to which tasks can then be sent.
         */
        post: operations["create_batch_api_batches_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batches/{name}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel Batch
         * @description Stop a batch: pending tasks are cancelled, completed ones stay; twice does no harm.
         */
        post: operations["cancel_batch_api_batches__name__cancel_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batches/{name}/finalize": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finalize Batch
         * @description Release a staging batch to workers; on any other it changes nothing.
         */
        post: operations["finalize_batch_api_batches__name__finalize_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bucket-objects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Bucket Objects
         * @description What lies below an address of a bucket.
         */
        get: operations["list_bucket_objects_api_bucket_objects_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bucket-objects/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import Bucket Object
         * @description Keep a copy of an object as a file; what was imported from there before is not read again.
         */
        post: operations["import_bucket_object_api_bucket_objects_import_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/buckets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Buckets
         * @description From where the organisation may import.
         */
        get: operations["list_buckets_api_buckets_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/callbacks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Callbacks
         * @description Callbacks of the organisation, newest first.
         */
        get: operations["list_callbacks_api_callbacks_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/callbacks/{callback_id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resend
         * @description Try a delivered or dead callback anew, under its old id.
         */
        post: operations["resend_api_callbacks__callback_id__resend_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/callbacks/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resend Dead
         * @description Try all dead callbacks anew, 10,000 at a time.
         */
        post: operations["resend_dead_api_callbacks_resend_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/callbacks/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Test Callback
         * @description Send a callback of a made-up task, signed like any other, and tell how it was answered.
         */
        post: operations["test_callback_api_callbacks_test_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cost": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Cost
         * @description What the organisation's annotations cost so far, by project.
         */
        get: operations["read_cost_api_cost_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/earnings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Earnings
         * @description What the worker who asks has earned so far, by currency.
         */
        get: operations["read_earnings_api_earnings_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/earnings/days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Earnings By Day
         * @description What the worker who asks has earned lately, by day and project; days without are left out.
         */
        get: operations["read_earnings_by_day_api_earnings_days_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Received
         * @description What reviewers said of these own answers; nothing where they accepted without a comment.
         */
        get: operations["list_received_api_feedback_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload File
         * @description Keep the bytes of the body as a file; sent again under their reference, they are the same.
         */
        post: operations["upload_file_api_files_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List History
         * @description The worker's own annotations, newest first.
         */
        get: operations["list_history_api_history_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept Invitation
         * @description Choose a password and be signed in, with the token of an invitation, which works once.
         *
         *     Or with the token that was mailed to who signs up, who becomes a worker by it.
         */
        post: operations["accept_invitation_api_invitations_accept_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Keys
         * @description The API keys of this environment, newest first, revoked ones included.
         */
        get: operations["list_keys_api_keys_get"];
        put?: never;
        /**
         * Create Key
         * @description A new API key of this environment; the secret is shown only now.
         */
        post: operations["create_key_api_keys_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys/{key_id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke Key
         * @description End a key of this environment for good.
         */
        post: operations["revoke_key_api_keys__key_id__revoke_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Members
         * @description Everybody of the organisation.
         */
        get: operations["list_members_api_members_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove Member
         * @description Put a member out; what they did stays.
         */
        delete: operations["remove_member_api_members__user_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{user_id}/role": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set Role
         * @description Change a member's role; only admins make or unmake admins.
         */
        put: operations["set_role_api_members__user_id__role_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/invite": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Invite Member
         * @description Let somebody in; who is new gets a link to choose a password, which you pass on to them.
         */
        post: operations["invite_member_api_members_invite_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/offers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Offers
         * @description What the worker who asks may work on, what it pays and whether there is work now.
         */
        get: operations["list_offers_api_offers_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/callbacks/dead": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Dead
         * @description Callbacks of every organisation that were given up; of their addresses only the host.
         */
        get: operations["list_dead_api_operator_callbacks_dead_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/callbacks/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resend
         * @description Start the tries of dead callbacks anew, under their old ids.
         */
        post: operations["resend_api_operator_callbacks_resend_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/events/failing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Failing Events
         * @description Events that a stage failed at, newest first. What they are about stays with the customer.
         */
        get: operations["list_failing_events_api_operator_events_failing_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/events/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry Events
         * @description Hand events that were given up to their stages anew, as if they had never been tried.
         */
        post: operations["retry_events_api_operator_events_retry_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Health
         * @description How the installation does, for whoever keeps it running.
         */
        get: operations["read_health_api_operator_health_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/organisations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Organisations
         * @description Organisations in the order they came.
         */
        get: operations["list_organisations_api_operator_organisations_get"];
        put?: never;
        /**
         * Found Organisation
         * @description A new organisation and its first admin, who makes keys and invites the others.
         */
        post: operations["found_organisation_api_operator_organisations_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/organisations/{organisation_id}/disabled-task-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Disable Task Types
         * @description Switch task types off for an organisation; their creation answers 402.
         */
        put: operations["disable_task_types_api_operator_organisations__organisation_id__disabled_task_types_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Queues
         * @description Queues in which a task waits or is held.
         */
        get: operations["list_queues_api_operator_queues_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Users
         * @description Users in the order they came.
         */
        get: operations["list_users_api_operator_users_get"];
        put?: never;
        /**
         * Add User
         * @description Add a user; the answer is a link with which they can come in without a password.
         */
        post: operations["add_user_api_operator_users_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/users/{user_id}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Disable User
         * @description Shut a user out; their sessions end at once.
         */
        post: operations["disable_user_api_operator_users__user_id__disable_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/users/{user_id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enable User
         * @description Let a user in again.
         */
        post: operations["enable_user_api_operator_users__user_id__enable_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/users/{user_id}/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make Link
         * @description A link that signs a user in once, for a first time or without a password.
         */
        post: operations["make_link_api_operator_users__user_id__link_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/users/{user_id}/password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make Reset Link
         * @description A link to choose a new password with, once and within a day; hand it to the user alone.
         */
        post: operations["make_reset_link_api_operator_users__user_id__password_reset_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/workers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Workers
         * @description Workers in the order they came, with their qualifications.
         */
        get: operations["list_workers_api_operator_workers_get"];
        put?: never;
        /**
         * Add Worker
         * @description Make a user a worker, adding the user when the e-mail is new; a known one stays as it is.
         */
        post: operations["add_worker_api_operator_workers_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/workers/{worker_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Worker
         * @description One worker with their qualifications.
         */
        get: operations["read_worker_api_operator_workers__worker_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change Worker
         * @description Suspend a worker or let them work again; change languages or the marketplace.
         */
        patch: operations["change_worker_api_operator_workers__worker_id__patch"];
        trace?: never;
    };
    "/api/operator/workers/{worker_id}/conflicts/{organisation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Add Conflict
         * @description Put a wall between a worker and an organisation: they are never offered its work.
         */
        put: operations["add_conflict_api_operator_workers__worker_id__conflicts__organisation_id__put"];
        post?: never;
        /**
         * Remove Conflict
         * @description Take a wall down.
         */
        delete: operations["remove_conflict_api_operator_workers__worker_id__conflicts__organisation_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/workers/{worker_id}/qualifications/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Grant Qualification
         * @description Grant a qualification, or renew it with a new score and end.
         */
        put: operations["grant_qualification_api_operator_workers__worker_id__qualifications__name__put"];
        post?: never;
        /**
         * Revoke Qualification
         * @description Take a qualification away.
         */
        delete: operations["revoke_qualification_api_operator_workers__worker_id__qualifications__name__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organisation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Organisation
         * @description The organisation with the secrets that its receivers of callbacks need.
         */
        get: operations["read_organisation_api_organisation_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organisation/default-callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set Default Callback
         * @description Say where callbacks go for tasks that name no address.
         */
        put: operations["set_default_callback_api_organisation_default_callback_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organisation/name": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Name Organisation
         * @description What the organisation is called, for those who work in several.
         */
        get: operations["name_organisation_api_organisation_name_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organisation/secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Renew Secret
         * @description Draw a secret of callbacks anew; from the next callback on the old one is gone.
         */
        post: operations["renew_secret_api_organisation_secrets_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask Password Reset
         * @description Have a link to choose a new password sent, if somebody has this e-mail.
         */
        post: operations["ask_password_reset_api_password_reset_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/password-reset/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reset Password
         * @description Choose a new password with the token of a link, which works once; signs in here alone.
         */
        post: operations["reset_password_api_password_reset_confirm_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Projects
         * @description The organisation's projects, oldest first, and how far each is.
         */
        get: operations["list_projects_api_projects_get"];
        put?: never;
        /**
         * Create Project
         * @description A new project with its settings.
         */
        post: operations["create_project_api_projects_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Project
         * @description One project with its settings.
         */
        get: operations["read_project_api_projects__name__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change Project
         * @description Change the settings that are given; leases that workers hold keep their price.
         */
        patch: operations["change_project_api_projects__name__patch"];
        trace?: never;
    };
    "/api/projects/{name}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Project
         * @description A project's tasks, or a receipt for each annotation, as one stream.
         */
        get: operations["export_project_api_projects__name__export_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{name}/export/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count Export
         * @description How much an export would hold, before it is begun.
         */
        get: operations["count_export_api_projects__name__export_count_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{name}/gold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Known Tasks
         * @description The gold and onboarding tasks of a project, newest first; for managers.
         */
        get: operations["list_known_tasks_api_projects__name__gold_get"];
        put?: never;
        /**
         * Add Known Task
         * @description Add a gold or onboarding task to a project; for managers.
         */
        post: operations["add_known_task_api_projects__name__gold_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{name}/gold/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove Known Task
         * @description Draw a gold or onboarding task for nobody any more; what it told of workers stays.
         */
        delete: operations["remove_known_task_api_projects__name__gold__task_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{name}/hindsight": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show Hindsight
         * @description What all answers of a project tell together: agreement, confusion, answers in doubt.
         *
         *     Reads every answer of the project: seconds for a million.
         */
        get: operations["show_hindsight_api_projects__name__hindsight_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{name}/outlook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show Outlook
         * @description Forecast of answers, cost and time, what gold shows of the target, and the budget.
         */
        get: operations["show_outlook_api_projects__name__outlook_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{name}/quality": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show Quality
         * @description Progress, annotations bought, confidence, agreement and worker accuracy of a project.
         */
        get: operations["show_quality_api_projects__name__quality_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{name}/rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Rates
         * @description Workers who are paid another rate than the project's, the dearest first.
         */
        get: operations["list_rates_api_projects__name__rates_get"];
        /**
         * Set Rate
         * @description Pay some workers another rate than the project's, from their next lease on.
         *
         *     Who is paid more than it is taken for an expert as long as their answers do not show that
         *     others are as good, and is then given what the others leave in doubt.
         */
        put: operations["set_rate_api_projects__name__rates_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{name}/reviewers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Reviewers
         * @description Who reviewed in a project, their verdicts, and how far second reviewers agreed.
         */
        get: operations["list_reviewers_api_projects__name__reviewers_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{name}/signals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show Signals
         * @description Signs that somebody did not look at the tasks: speed, copying, leaning, guessing, pasting.
         *
         *     They change neither pay nor weight. From the latest 30,000 answers: seconds for as many.
         */
        get: operations["show_signals_api_projects__name__signals_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{name}/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show Statistics
         * @description What the charts of a project show: answers by day, labels, confidence, agreement, gold.
         */
        get: operations["show_statistics_api_projects__name__statistics_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{name}/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ingest Tasks
         * @description Create tasks in bulk: NDJSON in, one task with a `unique_id` a line; NDJSON out.
         *
         *     A stored line answers `{"unique_id", "task_id", "status": "created" | "existing"}`, a refused
         *     one `{"line", "error", "faults"}`. Sending lines again is safe. The body may be gzip.
         */
        post: operations["ingest_tasks_api_projects__name__tasks_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{name}/undecided": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Undecided
         * @description Tasks of a project whose answers no method could join, oldest first.
         */
        get: operations["list_undecided_api_projects__name__undecided_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{name}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Versions
         * @description Every version of what the project's tasks inherit, newest first.
         */
        get: operations["list_versions_api_projects__name__versions_get"];
        put?: never;
        /**
         * Add Version
         * @description The next version of what new tasks inherit; tasks that exist keep theirs.
         */
        post: operations["add_version_api_projects__name__versions_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{name}/workers/{worker_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show Worker
         * @description How good a worker's answers were: over time, by label, by batch, and when that changed.
         */
        get: operations["show_worker_api_projects__name__workers__worker_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Given
         * @description The worker's own reviews, newest first.
         */
        get: operations["list_given_api_reviews_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Session
         * @description Who is signed in, their organisations and roles, and the worker they are.
         */
        get: operations["read_session_api_session_get"];
        put?: never;
        /**
         * Sign In
         * @description Sign in with e-mail and password; ten attempts a minute for one e-mail.
         */
        post: operations["sign_in_api_session_post"];
        /**
         * Sign Out
         * @description End this session.
         */
        delete: operations["sign_out_api_session_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Follow Link
         * @description Sign in with the token of a sign-in link, which works once.
         */
        post: operations["follow_link_api_session_link_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/names": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change Names
         * @description Say what one is called.
         */
        put: operations["change_names_api_session_names_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/openid": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Set Out
         * @description Send the browser to the provider; it comes back to `next`.
         */
        get: operations["set_out_api_session_openid_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/openid/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Come Back
         * @description Take the browser back in, as whom the provider says it is.
         */
        get: operations["come_back_api_session_openid_callback_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change Password
         * @description Choose a new password; whoever is signed in elsewhere is out.
         */
        put: operations["change_password_api_session_password_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/shortcuts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Keep Shortcuts
         * @description Keep the keys that the person who asks has chosen, in place of those kept before.
         */
        put: operations["keep_shortcuts_api_session_shortcuts_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Sessions
         * @description Where the person who asks is signed in, the latest first.
         */
        get: operations["list_sessions_api_sessions_get"];
        put?: never;
        post?: never;
        /**
         * Sign Out Elsewhere
         * @description End every session and unused link of one's own but this session.
         */
        delete: operations["sign_out_elsewhere_api_sessions_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End Session
         * @description End one session of one's own.
         */
        delete: operations["end_session_api_sessions__session_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Sign In Options
         * @description How people may come in here; anybody may ask.
         */
        get: operations["read_sign_in_options_api_sign_in_options_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign Up
         * @description Become a worker of the marketplace and be signed in, where the installation allows it.
         *
         *     Where it can send mail, an e-mail is confirmed first: see `POST /api/sign-up/mail`.
         */
        post: operations["sign_up_api_sign_up_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-up/mail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign Up By Mail
         * @description Have a link to come in as a worker sent to one's e-mail; known ones are told by mail.
         */
        post: operations["sign_up_by_mail_api_sign_up_mail_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/task-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Task Types
         * @description Every kind of work by its name on the wire; the same for everybody.
         */
        get: operations["list_task_types_api_task_types_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/task-types/{name}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check Params
         * @description What would be refused of a task with these params, place by place; nothing is stored.
         */
        post: operations["check_params_api_task_types__name__check_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/task-types/{name}/example": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Example
         * @description An example to start from; the same for everybody.
         */
        get: operations["read_example_api_task_types__name__example_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/task-types/{name}/export-formats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Export Formats
         * @description What completed tasks of a kind can be exported as; the same for everybody.
         */
        get: operations["list_export_formats_api_task_types__name__export_formats_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Page Of Tasks
         * @description Tasks, newest first. A page looks at 10,000 tasks at most; `is_cut` says that it stopped.
         */
        get: operations["list_page_of_tasks_api_tasks_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Task
         * @description One task with its answer.
         */
        get: operations["read_task_api_tasks__task_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{task_id}/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show Answers
         * @description How far and how sure a task is, and every answer that was given to it.
         */
        get: operations["show_answers_api_tasks__task_id__answers_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{task_id}/attachment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Open Attachment
         * @description Where a page loads one of the task's attachments: our copy, or the original without one.
         */
        get: operations["open_attachment_api_tasks__task_id__attachment_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{task_id}/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Audit Task
         * @description Accept, fix or reject a completed task; a rejected one goes back to other workers.
         */
        post: operations["audit_task_api_tasks__task_id__audit_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{task_id}/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide Task
         * @description Settle a task whose answers no method could join, or ask others; for managers.
         */
        post: operations["decide_task_api_tasks__task_id__decide_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{task_id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read History
         * @description What happened to a task: its events and what reviewers said, the first first.
         */
        get: operations["read_history_api_tasks__task_id__history_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{task_id}/next-to-audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show Next To Audit
         * @description The completed task of the same project, sent before this one, that nobody audited yet.
         */
        get: operations["show_next_to_audit_api_tasks__task_id__next_to_audit_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Templates
         * @description Projects to start from, by kind of work; the same for everybody.
         */
        get: operations["list_templates_api_templates_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/worker": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Become Worker
         * @description Be offered the organisation's work yourself: whoever manages it may answer tasks too.
         */
        post: operations["become_worker_api_worker_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/worker/languages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Languages
         * @description Which languages the worker who asks reads and writes.
         */
        get: operations["read_languages_api_worker_languages_get"];
        /**
         * Change Languages
         * @description Say which languages the worker who asks reads and writes.
         */
        put: operations["change_languages_api_worker_languages_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/worker/quality": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Own Quality
         * @description How good the worker's answers are in each project, until yesterday.
         */
        get: operations["read_own_quality_api_worker_quality_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * AcceptanceShown
         * @description How much of the reviewed answers stood; a fixed one counts as far as the fix agrees.
         */
        AcceptanceShown: {
            /** @description as reviewers judged */
            raw: components["schemas"]["ShareShown"];
            /** @description by what their verdicts count */
            weighed: components["schemas"]["ShareShown"];
        };
        /**
         * AcceptInvitation
         * @description The token of an invitation, and the password to come in with from now on.
         */
        AcceptInvitation: {
            /** First Name */
            first_name?: string | null;
            /** Last Name */
            last_name?: string | null;
            /** Password */
            password: string;
            /** Token */
            token: string;
        };
        /**
         * AnswerRule
         * @description One thing that answers must satisfy, and what workers read where they do not.
         */
        AnswerRule: {
            /**
             * At
             * @description places in the response, as a JSON pointer; * is every element
             * @default
             */
            at: string;
            /** Message */
            message: string;
            /** @description what must be true there */
            require: components["schemas"]["JsonValue"];
            /**
             * See
             * @description words of the instruction that say more, to lead to
             * @default
             */
            see: string;
            /**
             * @description where the rule holds; absent: everywhere
             * @default true
             */
            when: components["schemas"]["JsonValue"];
        };
        /**
         * AnswerShown
         * @description One answer to a task.
         */
        AnswerShown: {
            /** Active Seconds */
            active_seconds: number;
            /** Annotation Id */
            annotation_id: string;
            /** Currency */
            currency: string;
            /** Is Counted */
            is_counted: boolean;
            /** Paid Micros */
            paid_micros: number;
            /** Pasted Characters */
            pasted_characters: number | null;
            /** Pastes */
            pastes: number | null;
            /**
             * Purpose
             * @description overlap: given after the task was done, to compare workers; no vote
             * @enum {string}
             */
            purpose: "work" | "gold" | "onboarding" | "overlap";
            response: components["schemas"]["JsonValue"];
            /** Stage */
            stage: string;
            /**
             * Submitted At
             * Format: date-time
             */
            submitted_at: string;
            /**
             * Typed Characters
             * @description as the web app told it; null where nothing was told
             */
            typed_characters: number | null;
            /** Worker Id */
            worker_id: string;
        };
        /**
         * Assignment
         * @description One worker's hold on a task; content is absent where the caller has it already.
         */
        Assignment: {
            /** Assignment Id */
            assignment_id: string;
            /** Currency */
            currency: string;
            /** Instruction */
            instruction?: string | null;
            /** Is Onboarding */
            is_onboarding: boolean;
            /**
             * Lease Expires At
             * Format: date-time
             */
            lease_expires_at: string;
            /** Lease Seconds */
            lease_seconds: number;
            /**
             * Leased At
             * Format: date-time
             */
            leased_at: string;
            /** Params */
            params?: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /** Price Micros */
            price_micros: number;
            /** Project */
            project?: string | null;
            /**
             * Rejections
             * @description how often reviewers sent the task back; why: /review
             * @default 0
             */
            rejections: number;
            /**
             * Rules
             * @description what the project asks of answers beside their type
             * @default []
             */
            rules: components["schemas"]["AnswerRule"][];
            /** Shown At */
            shown_at: string | null;
            /**
             * Stage
             * @enum {string}
             */
            stage: "annotate" | "review" | "second_review";
            /** Status */
            status: string;
            /** Type */
            type?: string | null;
        };
        /**
         * Assist
         * @description What this server can find for workers.
         */
        Assist: {
            /** Is Available */
            is_available: boolean;
            /**
             * Method
             * @description `grabcut`, `segment_anything` or `none`
             */
            method: string;
            /**
             * Problem
             * @description why there is none; empty when there is
             */
            problem: string;
        };
        /**
         * Audit
         * @description What the customer says of a completed task.
         * @enum {string}
         */
        Audit: "accepted" | "rejected" | "fixed";
        /**
         * AuditedTask
         * @description Which task was audited or decided.
         */
        AuditedTask: {
            /** Task Id */
            task_id: string;
        };
        /**
         * AuditRequest
         * @description What the customer says of a completed task.
         */
        AuditRequest: {
            /** Comments */
            comments?: string | null;
            /**
             * Response
             * @description replaces the task's own; only when fixed
             */
            response?: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            result: components["schemas"]["Audit"];
            /**
             * Seconds
             * @description how long the look took
             * @default 0
             */
            seconds: number;
        };
        /**
         * BatchOrder
         * @description The names of all batches still to be done, the first one first; empty: oldest first.
         */
        BatchOrder: {
            /** Names */
            names: string[];
        };
        /**
         * BatchPage
         * @description Batches, newest first.
         */
        BatchPage: {
            /** Batches */
            batches: components["schemas"]["BatchShown"][];
            /** Total */
            total: number;
        };
        /**
         * BatchShown
         * @description A batch and how far it has come.
         */
        BatchShown: {
            /** Completed At */
            completed_at: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Id */
            id: string;
            /** Metadata */
            metadata: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Name */
            name: string;
            /** Project Name */
            project_name: string;
            /**
             * Status
             * @enum {string}
             */
            status: "staging" | "in_progress" | "completed" | "cancelled";
            /**
             * Tasks
             * @description how many tasks by status; zeros are left out
             */
            tasks: {
                [key: string]: number;
            };
        };
        /**
         * Box
         * @description Roughly where the object is, in pixels of the picture.
         */
        Box: {
            /** Height */
            height: number;
            /** Left */
            left: number;
            /** Top */
            top: number;
            /** Width */
            width: number;
        };
        /**
         * BucketsShown
         * @description Below which addresses the organisation may import; empty: the operator allows none.
         */
        BucketsShown: {
            /** Urls */
            urls: string[];
        };
        /**
         * CallbackIds
         * @description Which callbacks to send again.
         */
        CallbackIds: {
            /** Ids */
            ids: string[];
        };
        /**
         * CallbackPage
         * @description Callbacks, newest first; `next` is given as `before` for those that follow.
         */
        CallbackPage: {
            /** Callbacks */
            callbacks: components["schemas"]["CallbackShown"][];
            /** Next */
            next: string | null;
        };
        /**
         * CallbackShown
         * @description A callback: what happened, where it goes, and how its tries went.
         */
        CallbackShown: {
            /** Attempts */
            attempts: number;
            /** Batch Id */
            batch_id: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Delivered At */
            delivered_at: string | null;
            /** Event Kind */
            event_kind: string;
            /** Id */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "task" | "batch";
            /** Last Failure */
            last_failure: string | null;
            /** Last Status Code */
            last_status_code: number | null;
            /**
             * Next Attempt At
             * Format: date-time
             */
            next_attempt_at: string;
            /**
             * State
             * @enum {string}
             */
            state: "pending" | "delivered" | "dead";
            /** Target */
            target: string;
            /** Task Id */
            task_id: string | null;
        };
        /**
         * ChangedLanguages
         * @description The languages a worker reads and writes.
         */
        ChangedLanguages: {
            /** Languages */
            languages: string[];
        };
        /**
         * ChangedPassword
         * @description A new password, and the one until now; null for who has none.
         */
        ChangedPassword: {
            /** Current Password */
            current_password?: string | null;
            /** Password */
            password: string;
        };
        /**
         * ChangedWorker
         * @description What to change; the rest stays.
         */
        ChangedWorker: {
            /** Is Marketplace */
            is_marketplace?: boolean | null;
            /** Languages */
            languages?: string[] | null;
            /** Status */
            status?: ("active" | "suspended") | null;
        };
        /**
         * ChangeShown
         * @description From then on the answers were better or worse than before.
         */
        ChangeShown: {
            after: components["schemas"]["ShareShown"];
            /**
             * At
             * Format: date-time
             */
            at: string;
            before: components["schemas"]["ShareShown"];
        };
        /**
         * ClickedPlace
         * @description A place that belongs to the object, or does not.
         */
        ClickedPlace: {
            /**
             * Is Inside
             * @default true
             */
            is_inside: boolean;
            /** X */
            x: number;
            /** Y */
            y: number;
        };
        /**
         * Comment
         * @description A remark on the whole, on a place that its editor shows again, or the verdict on a thing.
         */
        Comment: {
            /**
             * About
             * @description what stands there, in the reviewer's words
             */
            about?: string | null;
            /**
             * Pointer
             * @description JSON pointer into the response: the fixed one, or else what was judged; with a verdict always into what was judged
             */
            pointer?: string | null;
            /**
             * Position
             * @description a place in what is shown, such as x and y of the image, or start and end
             */
            position?: {
                [key: string]: number;
            } | null;
            /**
             * Text
             * @description may be empty beside a verdict that is no rejection
             */
            text: string;
            /** @description of this one thing, which `pointer` names in what was judged; `rejected`: it is not in the fixed response, or why the whole was rejected */
            verdict?: components["schemas"]["Verdict"] | null;
        };
        /**
         * Conflict
         * @description Why a worker must not see an organisation's work.
         */
        Conflict: {
            /** Reason */
            reason: string;
        };
        /**
         * Cost
         * @description What a project's annotations cost in one currency; no project: tasks sent without one.
         */
        Cost: {
            /** Amount Micros */
            amount_micros: number;
            /** Annotations */
            annotations: number;
            /** Currency */
            currency: string;
            /** Project */
            project: string | null;
        };
        /**
         * DatabaseHealth
         * @description The database as the server sees it.
         */
        DatabaseHealth: {
            /** Connections */
            connections: number;
            /** Connections Max */
            connections_max: number;
            /** Last Migration */
            last_migration: string;
            /** Size Bytes */
            size_bytes: number;
            /** Version */
            version: string;
        };
        /**
         * DayEarning
         * @description What has been accrued on one day for one project; no project: tasks sent without one.
         */
        DayEarning: {
            /** Amount Micros */
            amount_micros: number;
            /** Currency */
            currency: string;
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Entries */
            entries: number;
            /** Project */
            project: string | null;
        };
        /**
         * DayShown
         * @description Answers of one day, by UTC.
         */
        DayShown: {
            /** Answers */
            answers: number;
            /** Paid Micros */
            paid_micros: number;
            /**
             * Since
             * Format: date-time
             */
            since: string;
        };
        /**
         * DeadCallback
         * @description A callback that nobody took within a day: to which host, and how its last try went.
         */
        DeadCallback: {
            /** Attempts */
            attempts: number;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Environment
             * @enum {string}
             */
            environment: "live" | "test";
            /** Event Kind */
            event_kind: string;
            /** Host */
            host: string;
            /** Id */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "task" | "batch";
            /** Last Failure */
            last_failure: string | null;
            /** Last Status Code */
            last_status_code: number | null;
            /** Organisation */
            organisation: string;
            /** Organisation Id */
            organisation_id: number;
        };
        /**
         * DeadCallbackPage
         * @description Dead callbacks, newest first; `next_before` asks for the next page.
         */
        DeadCallbackPage: {
            /** Callbacks */
            callbacks: components["schemas"]["DeadCallback"][];
            /** Next Before */
            next_before: string | null;
        };
        /**
         * Decision
         * @description What becomes of a task that no method could settle.
         */
        Decision: {
            /**
             * Response
             * @description the task's own from now on; null: none stands, others are asked
             */
            response: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
        };
        /**
         * DefaultCallback
         * @description Where callbacks go for tasks without one; null: nowhere.
         */
        DefaultCallback: {
            /** Url */
            url: string | null;
        };
        /**
         * Delivered
         * @description What the completed tasks of a project took.
         */
        Delivered: {
            /**
             * Answers
             * @description that counted
             */
            answers: number;
            /**
             * Fixed Answers
             * @description had all been asked as often as allowed; null: all are asked alike
             */
            fixed_answers: number | null;
            /**
             * Paid Micros
             * @description for those and their reviews, without gold
             */
            paid_micros: number;
            /**
             * Saved Micros
             * @description at the mean price of an answer
             */
            saved_micros: number | null;
            /**
             * Saved Share
             * @description of `fixed_answers`
             */
            saved_share: number | null;
            /** Tasks */
            tasks: number;
        };
        /**
         * DisabledTaskTypes
         * @description Task types that answer 402 for an organisation.
         */
        DisabledTaskTypes: {
            /** Types */
            types: string[];
        };
        /**
         * DiskHealth
         * @description The disk under the data folder of this server process.
         */
        DiskHealth: {
            /** Free Bytes */
            free_bytes: number;
            /** Path */
            path: string;
            /** Total Bytes */
            total_bytes: number;
        };
        /**
         * Done
         * @description One of the worker's own annotations; `agreement` with the known answer in onboarding.
         */
        Done: {
            /** Active Seconds */
            active_seconds: number;
            /** Agreement */
            agreement: number | null;
            /** Annotation Id */
            annotation_id: string;
            /** Assignment Id */
            assignment_id: string;
            /** Currency */
            currency: string;
            /** Is Counted */
            is_counted: boolean;
            /**
             * Is Late
             * @description not counted because its place had been taken
             */
            is_late: boolean;
            /** Is Onboarding */
            is_onboarding: boolean;
            /** Paid Micros */
            paid_micros: number;
            /** Pasted Characters */
            pasted_characters: number | null;
            /** Pastes */
            pastes: number | null;
            /** Project */
            project: string | null;
            /** Response */
            response: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Submitted At
             * Format: date-time
             */
            submitted_at: string;
            /** Type */
            type: string;
            /**
             * Typed Characters
             * @description what the editor told of its text; null: nothing
             */
            typed_characters: number | null;
            /**
             * Verdict
             * @description what the worker said as a reviewer; null of an answer
             */
            verdict: ("accepted" | "fixed" | "rejected") | null;
        };
        /**
         * Doubt
         * @description A delivered answer that a model of all answers does not believe.
         */
        Doubt: {
            /** Delivered */
            delivered: string;
            /** Likely */
            likely: string;
            /**
             * Probability
             * @description of what was delivered
             */
            probability: number;
            /** Question */
            question: string;
            /** Task Id */
            task_id: string;
        };
        /**
         * Draft
         * @description Unsent work, made on a revision of the stored draft (0 when there was none).
         */
        Draft: {
            /** Content */
            content: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Revision
             * @default 0
             */
            revision: number;
        };
        /**
         * Earning
         * @description What has been accrued in one currency, in millionths of its unit.
         */
        Earning: {
            /** Amount Micros */
            amount_micros: number;
            /** Currency */
            currency: string;
            /** Entries */
            entries: number;
        };
        /**
         * ElsewhereShown
         * @description The same worker in another project, by all evidence there.
         */
        ElsewhereShown: {
            /** Accuracy */
            accuracy: number;
            /**
             * Answers
             * @description what the evidence is worth in known answers
             */
            answers: number;
            /** High */
            high: number;
            /** Low */
            low: number;
            /** Project */
            project: string;
        };
        /**
         * EmailOnly
         * @description Whose link is asked for.
         */
        EmailOnly: {
            /** Email */
            email: string;
        };
        /**
         * EventIds
         * @description Which events to try anew.
         */
        EventIds: {
            /** Ids */
            ids: number[];
        };
        /**
         * Example
         * @description A task of a kind as it may be sent, and an answer to it.
         */
        Example: {
            /** Params */
            params: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Response */
            response: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * ExportCount
         * @description How many tasks, or answers, an export would hold; null where counting takes too long.
         */
        ExportCount: {
            /** Count */
            count: number | null;
        };
        /**
         * ExportFormat
         * @description A format of a task type's own, which an export names in `as`.
         */
        ExportFormat: {
            /** Formats */
            formats: ("jsonl" | "csv" | "parquet" | "json")[];
            /** Name */
            name: string;
            /** Title */
            title: string;
        };
        /**
         * Extended
         * @description The new end of a lease.
         */
        Extended: {
            /**
             * Lease Expires At
             * Format: date-time
             */
            lease_expires_at: string;
        };
        /**
         * FailingEvent
         * @description An event that a stage failed at; parked once it was given up.
         */
        FailingEvent: {
            /** Attempts */
            attempts: number;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Environment
             * @enum {string}
             */
            environment: "live" | "test";
            /** Failure */
            failure: string | null;
            /** Id */
            id: number;
            /** Is Parked */
            is_parked: boolean;
            /** Kind */
            kind: string;
            /** Organisation */
            organisation: string;
            /** Organisation Id */
            organisation_id: number;
            /** Stage */
            stage: string;
            /** Task Id */
            task_id: string | null;
        };
        /**
         * FailingEventPage
         * @description Failing events, newest first; `next_before` asks for the next page.
         */
        FailingEventPage: {
            /** Events */
            events: components["schemas"]["FailingEvent"][];
            /** Next Before */
            next_before: number | null;
        };
        /**
         * FailingLoop
         * @description A job that a runner does over and over, and that failed at its last round.
         */
        FailingLoop: {
            /** Failure */
            failure: string;
            /** Name */
            name: string;
        };
        /**
         * FeedbackShown
         * @description One of the worker's own answers, and what reviewers said of it, the first verdict first.
         */
        FeedbackShown: {
            /**
             * Known
             * @description the right answer, where it was practice
             */
            known: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /** Response */
            response: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Verdicts */
            verdicts: components["schemas"]["ReceivedWhole"][];
        };
        /**
         * FileShown
         * @description A file that tasks may name by its address.
         */
        FileShown: {
            /** Address */
            address: string;
            /** Media Type */
            media_type: string;
            /** Size Bytes */
            size_bytes: number;
            /**
             * Status
             * @enum {string}
             */
            status: "created" | "existing";
        };
        /**
         * FollowLink
         * @description The token of a sign-in link.
         */
        FollowLink: {
            /** Token */
            token: string;
        };
        /**
         * FormField
         * @description A place in params that people edit without writing JSON; shown where its parent exists.
         */
        FormField: {
            /**
             * Kind
             * @description choices: texts; labels: texts and {choice, subchoices}; named_labels: {name, children}; questions: {name: {choices}}; descriptions: {name: text}
             * @enum {string}
             */
            kind: "text" | "switch" | "choices" | "labels" | "named_labels" | "questions" | "descriptions";
            /** Pointer */
            pointer: string;
            /** Title */
            title: string;
        };
        /**
         * Founded
         * @description A new organisation; the link is for an admin without a password, and shown only now.
         */
        Founded: {
            /** Admin User Id */
            admin_user_id: string;
            /** Id */
            id: number;
            /** Invitation Url */
            invitation_url: string | null;
        };
        /**
         * FoundOutline
         * @description The border of the object and of the holes in it; no vertices when none was found.
         */
        FoundOutline: {
            /** Holes */
            holes: components["schemas"]["Place"][][];
            /** Vertices */
            vertices: components["schemas"]["Place"][];
        };
        /**
         * FundsShown
         * @description What a budget has bought and can buy, in answers at the price of the moment.
         */
        FundsShown: {
            /**
             * Beyond
             * @description further answers that the budget buys
             */
            beyond: number;
            /** Budget Micros */
            budget_micros: number;
            /**
             * First Answers
             * @description that all tasks get before any gets more
             */
            first_answers: number;
            /**
             * Granted Answers
             * @description further answers that were bought
             */
            granted_answers: number;
            /** Is Spent */
            is_spent: boolean;
            /**
             * Waiting
             * @description tasks not sure enough that wait for money
             */
            waiting: number;
        };
        /**
         * Given
         * @description One of the worker's own reviews.
         */
        Given: {
            /** Active Seconds */
            active_seconds: number;
            /** Assignment Id */
            assignment_id: string;
            /** Comments */
            comments: components["schemas"]["Comment"][];
            /** Currency */
            currency: string;
            /** Is Counted */
            is_counted: boolean;
            /** Paid Micros */
            paid_micros: number;
            /** Project */
            project: string | null;
            /** Reason */
            reason: string | null;
            stage: components["schemas"]["Stage"];
            /**
             * Submitted At
             * Format: date-time
             */
            submitted_at: string;
            /** Type */
            type: string;
            verdict: components["schemas"]["Verdict"];
        };
        /**
         * GivenPage
         * @description A page of own reviews, newest first; `next_before` asks for the next page.
         */
        GivenPage: {
            /** Next Before */
            next_before: string | null;
            /** Reviews */
            reviews: components["schemas"]["Given"][];
        };
        /**
         * GoldShown
         * @description How right the workers were on known tasks, and where that lies with 95 % certainty.
         */
        GoldShown: {
            /** High */
            high: number;
            /** Low */
            low: number;
            /** Right */
            right: number;
            /** Total */
            total: number;
        };
        /**
         * Resent
         * @description How many are tried anew; those that were not dead stay as they are.
         */
        goldwright__delivery__operator_routes__Resent: {
            /** Resent */
            resent: number;
        };
        /**
         * Resent
         * @description How many callbacks are tried anew.
         */
        goldwright__delivery__routes__Resent: {
            /** Resent */
            resent: number;
        };
        /**
         * Grant
         * @description How well, and until when.
         */
        Grant: {
            /** Expires At */
            expires_at?: string | null;
            /** Score */
            score?: number | null;
        };
        /**
         * Happened
         * @description One thing that happened to a task.
         */
        Happened: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            details: components["schemas"]["JsonValue"];
            /** Kind */
            kind: string;
            /**
             * Worker
             * @description a pseudonym, as in receipts
             */
            worker: string | null;
        };
        /**
         * HardTask
         * @description A task on which answers agree little.
         */
        HardTask: {
            /** Agreement */
            agreement: number | null;
            /** Annotations */
            annotations: number;
            /** Confidence */
            confidence: number | null;
            /** State */
            state: string;
            /** Task Id */
            task_id: string;
            /** Unique Id */
            unique_id: string | null;
        };
        /**
         * Health
         * @description How the installation does: versions, database, disk, runners, what was given up.
         */
        Health: {
            database: components["schemas"]["DatabaseHealth"];
            /**
             * Dead Callbacks
             * @description counted to 10,000
             */
            dead_callbacks: number;
            disk: components["schemas"]["DiskHealth"];
            /**
             * Failing Events
             * @description counted to 10,000
             */
            failing_events: number;
            /** Has Mail */
            has_mail: boolean;
            /** Python Version */
            python_version: string;
            /** Runners */
            runners: components["schemas"]["RunnerHealth"][];
            /**
             * Storage
             * @description where files are kept: folder, s3, gs or az
             */
            storage: string;
            /** Version */
            version: string;
        };
        /**
         * Held
         * @description What a worker holds, oldest first.
         */
        Held: {
            /** Assignments */
            assignments: components["schemas"]["Assignment"][];
        };
        /**
         * Hindsight
         * @description What all answers of a project tell together; the most doubtful and the hardest first.
         */
        Hindsight: {
            /**
             * Calibration
             * @description empty with too little gold
             */
            calibration: components["schemas"]["Level"][];
            delivered: components["schemas"]["Delivered"];
            /** Doubts */
            doubts: components["schemas"]["Doubt"][];
            /**
             * Gold Tasks
             * @description that `calibration` rests on
             */
            gold_tasks: number;
            /** Hardest */
            hardest: components["schemas"]["HardTask"][];
            /** Questions */
            questions: components["schemas"]["QuestionSeen"][];
        };
        /**
         * History
         * @description A page of own annotations, newest first; `next_before` asks for the next page.
         */
        History: {
            /** Annotations */
            annotations: components["schemas"]["Done"][];
            /** Next Before */
            next_before: string | null;
        };
        /**
         * HoursShown
         * @description What to expect, and between what it lies; `high` is null where answers come too unevenly.
         */
        HoursShown: {
            /** Expected */
            expected: number;
            /** High */
            high: number | null;
            /** Low */
            low: number;
        };
        /**
         * InstructionVersion
         * @description Which instruction of the project an assignment shows, and what its worker read of it.
         */
        InstructionVersion: {
            /**
             * After
             * @description the project's instruction now, beside `before`
             */
            after: string | null;
            /**
             * Before
             * @description what they read last; null: this one, or none before
             */
            before: string | null;
            /**
             * Is Read
             * @description whether this worker read this one, anywhere
             */
            is_read: boolean;
            /**
             * Version
             * @description of the project's params; null: it is the task's own
             */
            version: number | null;
        };
        /**
         * Invitation
         * @description Who to let in, and as what.
         */
        Invitation: {
            /** Email */
            email: string;
            /**
             * Role
             * @enum {string}
             */
            role: "worker" | "member" | "manager" | "admin";
        };
        /**
         * Invited
         * @description Who is in now; the link is for those without a password, and shown only now.
         */
        Invited: {
            /** Invitation Url */
            invitation_url: string | null;
            /** User Id */
            user_id: string;
            /** Worker Id */
            worker_id: string | null;
        };
        JsonValue: unknown;
        /**
         * JudgedByShown
         * @description What one reviewer said of a worker's answers, what either verdict counts, and why.
         */
        JudgedByShown: {
            /** Accepted */
            accepted: number;
            /** Fixed */
            fixed: number;
            /**
             * Harshness
             * @description chance of refusing a right answer; null: not measured
             */
            harshness: number | null;
            /**
             * Leniency
             * @description chance of letting a wrong one stand
             */
            leniency: number | null;
            /**
             * Passing Weight
             * @description of accepting; 1: an ordinary reviewer's
             */
            passing_weight: number;
            /**
             * Refusing Weight
             * @description of fixing and rejecting
             */
            refusing_weight: number;
            /** Rejected */
            rejected: number;
            /** Reviewer Id */
            reviewer_id: string;
        };
        /**
         * KeptDraft
         * @description A stored draft; revision 0 without content where none was kept yet.
         */
        KeptDraft: {
            /** Content */
            content?: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /** Revision */
            revision: number;
            /** Saved At */
            saved_at: string | null;
        };
        /**
         * KeyShown
         * @description An API key without its secret.
         */
        KeyShown: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Environment
             * @enum {string}
             */
            environment: "live" | "test";
            /** Id */
            id: string;
            /**
             * Last Used At
             * @description to the minute
             */
            last_used_at: string | null;
            /** Name */
            name: string | null;
            /** Revoked At */
            revoked_at: string | null;
            /**
             * Shown Prefix
             * @description how the secret begins
             */
            shown_prefix: string;
        };
        /**
         * KnownTask
         * @description A task whose answer is known.
         */
        KnownTask: {
            /** Expected Response */
            expected_response: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Initial Response
             * @description gold for reviewers: what they are given to judge
             */
            initial_response?: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /**
             * Purpose
             * @description gold is mixed in unseen; onboarding is practice with feedback
             * @default gold
             * @enum {string}
             */
            purpose: "gold" | "onboarding";
            /**
             * Task
             * @description as in creating a task, without project and batch
             */
            task: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * KnownTaskMade
         * @description The id of the new task.
         */
        KnownTaskMade: {
            /** Task Id */
            task_id: string;
        };
        /**
         * KnownTaskPage
         * @description Known tasks, newest first; `next_after` asks for the next page.
         */
        KnownTaskPage: {
            /** Next After */
            next_after: string | null;
            /** Tasks */
            tasks: components["schemas"]["KnownTaskShown"][];
        };
        /**
         * KnownTaskShown
         * @description A task whose answer is known, and how workers met it.
         */
        KnownTaskShown: {
            /**
             * Agreement
             * @description mean with the known answer, of what verdicts left standing where they are judged; low: is it right?
             */
            agreement: number | null;
            /**
             * Answers
             * @description of stage review: verdicts
             */
            answers: number;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Expected Response */
            expected_response: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Params */
            params: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Purpose
             * @enum {string}
             */
            purpose: "gold" | "onboarding";
            /**
             * Showings
             * @description how often gold was given to a worker
             */
            showings: number;
            /**
             * Stage
             * @description review: given to reviewers to judge
             * @enum {string}
             */
            stage: "annotate" | "review";
            /** Task Id */
            task_id: string;
            /** Unique Id */
            unique_id: string | null;
        };
        /**
         * LabelShown
         * @description In how many answers a label stands, and how often.
         */
        LabelShown: {
            /** Label */
            label: string;
            /** Tasks */
            tasks: number;
            /** Times */
            times: number;
        };
        /**
         * Level
         * @description What a belief is worth, as gold shows.
         */
        Level: {
            /**
             * Believed
             * @description by the rules, from here on
             */
            believed: number;
            /**
             * Right
             * @description the share that came out right: what is told
             */
            right: number;
        };
        /**
         * LinkShown
         * @description A link that lets its user in once; shown only now.
         */
        LinkShown: {
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /** Url */
            url: string;
            /** User Id */
            user_id: string;
        };
        /**
         * Member
         * @description Someone of an organisation; invited until they chose a password.
         */
        Member: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Email */
            email: string;
            /** First Name */
            first_name: string | null;
            /** Last Name */
            last_name: string | null;
            /**
             * Role
             * @enum {string}
             */
            role: "worker" | "member" | "manager" | "admin";
            /**
             * Status
             * @enum {string}
             */
            status: "invited" | "active" | "disabled";
            /** User Id */
            user_id: string;
            /** Worker Id */
            worker_id: string | null;
        };
        /**
         * Membership
         * @description An organisation a person belongs to.
         */
        Membership: {
            /** Organisation Id */
            organisation_id: number;
            /**
             * Role
             * @enum {string}
             */
            role: "worker" | "member" | "manager" | "admin";
        };
        /**
         * Names
         * @description What a person is called.
         */
        Names: {
            /** First Name */
            first_name?: string | null;
            /** Last Name */
            last_name?: string | null;
        };
        /**
         * NewBatchForm
         * @description A batch to be made.
         */
        NewBatchForm: {
            /** Callback */
            callback?: string | null;
            /**
             * Is Staging
             * @description held back until it is finalised; test batches never are
             * @default false
             */
            is_staging: boolean;
            /**
             * Metadata
             * @default {}
             */
            metadata: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Name */
            name: string;
            /** Project */
            project: string;
        };
        /**
         * NewKeyForm
         * @description A key to be made.
         */
        NewKeyForm: {
            /** Name */
            name?: string | null;
        };
        /**
         * NewKeyShown
         * @description A new key with its secret, shown only now.
         */
        NewKeyShown: {
            /** Id */
            id: string;
            /** Secret */
            secret: string;
        };
        /**
         * NewOrganisation
         * @description An organisation to be, and the e-mail of its first admin.
         */
        NewOrganisation: {
            /** Admin Email */
            admin_email: string;
            /**
             * Currency
             * @default USD
             */
            currency: string;
            /** Name */
            name: string;
        };
        /**
         * NewParams
         * @description The next version of what a project's tasks inherit.
         */
        NewParams: {
            /** Params */
            params: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Seen Version
             * @description the version that was edited; 409 when another came since
             */
            seen_version: number;
        };
        /**
         * NewProjectForm
         * @description A project to be made.
         */
        NewProjectForm: {
            /** Name */
            name: string;
            /**
             * Params
             * @description what its tasks inherit
             * @default {}
             */
            params: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * @default {
             *       "workforce": "organisation",
             *       "required_qualifications": [],
             *       "required_languages": [],
             *       "rate_micros": 0,
             *       "currency": "USD",
             *       "lease_seconds": 1800,
             *       "annotations_wanted": 1,
             *       "target_confidence": 0.98,
             *       "target_margin": 3,
             *       "target_certainty": 0.95,
             *       "gold_share": 0,
             *       "gold_worker_share": 1,
             *       "overlap_share": 0,
             *       "onboarding_pass_share": 0,
             *       "review_share": 0,
             *       "second_review_share": 0,
             *       "second_review_is_blind": false,
             *       "differing_reviews": "second_decides",
             *       "review_qualifications": [],
             *       "review_rate_micros": 0,
             *       "rejections_max": 3,
             *       "rules": []
             *     }
             */
            settings: components["schemas"]["Settings"];
            /** Task Type */
            task_type: string;
        };
        /**
         * NewRole
         * @description What a member is from now on.
         */
        NewRole: {
            /**
             * Role
             * @enum {string}
             */
            role: "worker" | "member" | "manager" | "admin";
        };
        /**
         * NewUserForm
         * @description A user to be; without a password they come in by the link that is answered.
         */
        NewUserForm: {
            /** Email */
            email: string;
            /** First Name */
            first_name?: string | null;
            /**
             * Is Operator
             * @default false
             */
            is_operator: boolean;
            /** Last Name */
            last_name?: string | null;
            /** Password */
            password?: string | null;
        };
        /**
         * NewWorker
         * @description A worker to be, with their user when the e-mail is new.
         */
        NewWorker: {
            /** Email */
            email: string;
            /**
             * Is Marketplace
             * @description works for any organisation that asks the marketplace
             * @default false
             */
            is_marketplace: boolean;
            /**
             * Languages
             * @default []
             */
            languages: string[];
            /** Password */
            password?: string | null;
        };
        /**
         * NextToAudit
         * @description Which task to look at next; null after the last.
         */
        NextToAudit: {
            /** Task Id */
            task_id: string | null;
        };
        /**
         * ObjectShown
         * @description One object of a bucket.
         */
        ObjectShown: {
            /** Size Bytes */
            size_bytes: number;
            /** Url */
            url: string;
        };
        /**
         * ObjectsShown
         * @description Objects in order of their addresses; `is_cut` when there are more than are told.
         */
        ObjectsShown: {
            /** Is Cut */
            is_cut: boolean;
            /** Objects */
            objects: components["schemas"]["ObjectShown"][];
        };
        /**
         * ObjectToImport
         * @description One object of a bucket to be kept.
         */
        ObjectToImport: {
            /** Url */
            url: string;
        };
        /**
         * Offer
         * @description A project a worker may work on.
         */
        Offer: {
            /** Currency */
            currency: string;
            /** Has Begun */
            has_begun: boolean;
            /** Has Onboarding */
            has_onboarding: boolean;
            /** Has Reviews */
            has_reviews: boolean;
            /** Has Work */
            has_work: boolean;
            /** Is Onboarded */
            is_onboarded: boolean;
            /** Lease Seconds */
            lease_seconds: number;
            /** Project */
            project: string | null;
            /** Project Id */
            project_id: string;
            /** Rate Micros */
            rate_micros: number;
            /** Review Rate Micros */
            review_rate_micros: number;
            /** Type */
            type: string;
        };
        /**
         * OrganisationListed
         * @description An organisation as operators see it.
         */
        OrganisationListed: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Currency */
            currency: string;
            /** Disabled Task Types */
            disabled_task_types: string[];
            /** Id */
            id: number;
            /**
             * Key Used At
             * @description when a key of theirs last asked
             */
            key_used_at: string | null;
            /** Members */
            members: number;
            /** Name */
            name: string;
            /** Tasks Completed */
            tasks_completed: number;
            /** Tasks Pending */
            tasks_pending: number;
        };
        /**
         * OrganisationNamed
         * @description An organisation as everybody in it sees it.
         */
        OrganisationNamed: {
            /** Currency */
            currency: string;
            /** Id */
            id: number;
            /** Name */
            name: string;
        };
        /**
         * OrganisationPage
         * @description Organisations in the order they came; `next_after` asks for the next page.
         */
        OrganisationPage: {
            /** Next After */
            next_after: number | null;
            /** Organisations */
            organisations: components["schemas"]["OrganisationListed"][];
        };
        /**
         * OrganisationShown
         * @description An organisation as its managers see it.
         */
        OrganisationShown: {
            /**
             * Callback Auth Key
             * @description sent as scale-callback-auth
             */
            callback_auth_key: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Currency */
            currency: string;
            /** Default Callback Url */
            default_callback_url: string | null;
            /** Disabled Task Types */
            disabled_task_types: string[];
            /** Id */
            id: number;
            /** Name */
            name: string;
            /**
             * Webhook Secret
             * @description signs callbacks, as Standard Webhooks
             */
            webhook_secret: string;
        };
        /**
         * OwnAnswer
         * @description What was submitted, and whether it may still be replaced: its task is undecided.
         */
        OwnAnswer: {
            /** May Revise */
            may_revise: boolean;
            /** Response */
            response: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * OwnQuality
         * @description How often one's answers in a project met known ones; null while too little is known.
         *
         *     It covers days that are over, in UTC, on which there were at least 20 answers, and is told in
         *     whole percent: so nobody learns from it which tasks had a known answer.
         */
        OwnQuality: {
            /** Accuracy */
            accuracy: number | null;
            /** High */
            high: number | null;
            /**
             * Low
             * @description the interval that holds it 95 times of 100
             */
            low: number | null;
            /** Project */
            project: string | null;
            /** Type */
            type: string;
        };
        /**
         * OwnWorker
         * @description The worker whom a member is from now on.
         */
        OwnWorker: {
            /** Worker Id */
            worker_id: string;
        };
        /**
         * ParamsChecked
         * @description What is wrong with params; nothing: a task may have them.
         */
        ParamsChecked: {
            /** Faults */
            faults: components["schemas"]["ParamsFault"][];
        };
        /**
         * ParamsFault
         * @description One place of params that is not sound.
         */
        ParamsFault: {
            /** Message */
            message: string;
            /** Pointer */
            pointer: string;
        };
        /**
         * ParamsToCheck
         * @description Params as a whole task would have them.
         */
        ParamsToCheck: {
            /** Params */
            params: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * PendingBatch
         * @description A batch still to be done.
         */
        PendingBatch: {
            /** Completed */
            completed: number;
            /** Id */
            id: string;
            /**
             * Is Ranked
             * @description placed by a person; the others follow, oldest first
             */
            is_ranked: boolean;
            /** Name */
            name: string;
            /** Project Name */
            project_name: string;
            /** Total */
            total: number;
        };
        /**
         * Place
         * @description A pixel of the picture.
         */
        Place: {
            /** X */
            x: number;
            /** Y */
            y: number;
        };
        /**
         * Pointing
         * @description What the worker points at in one picture of the task.
         */
        Pointing: {
            box?: components["schemas"]["Box"] | null;
            /**
             * Clicks
             * @default []
             */
            clicks: components["schemas"]["ClickedPlace"][];
            /**
             * Url
             * @description the attachment, as the task names it
             */
            url: string;
        };
        /**
         * PointShown
         * @description What so many answers a task, on average, would buy.
         */
        PointShown: {
            /** Answers Each */
            answers_each: number;
            /** Cost Micros */
            cost_micros: number;
            wrong_share: components["schemas"]["RangeShown"];
        };
        /**
         * Problem
         * @description What went wrong and what to do.
         */
        Problem: {
            /**
             * Code
             * @description stable, for programs
             */
            code: string;
            /**
             * Detail
             * @description what happened, then what to do
             */
            detail: string;
            /** Faults */
            faults: components["schemas"]["ProblemFault"][];
            /** Status */
            status: number;
            /** Title */
            title: string;
            /**
             * Type
             * @description urn:goldwright:problem: and the code
             */
            type: string;
        };
        /**
         * ProblemFault
         * @description One bad place in the input.
         */
        ProblemFault: {
            /** Message */
            message: string;
            /**
             * Pointer
             * @description JSON pointer (RFC 6901) into the body, or /query/…, /path/…
             */
            pointer: string;
        };
        /**
         * ProjectListed
         * @description A project among others, with how far it is.
         */
        ProjectListed: {
            /**
             * Annotations Max
             * @description above annotations_wanted: adaptive redundancy
             */
            annotations_max?: number | null;
            /**
             * Annotations Wanted
             * @default 1
             */
            annotations_wanted: number;
            /** Archived At */
            archived_at: string | null;
            /**
             * Budget Micros
             * @description for answers to work; needs annotations_max and a rate. Beyond the first answers, it buys them where they tell most until it is spent
             */
            budget_micros?: number | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Currency
             * @default USD
             */
            currency: string;
            /**
             * Differing Reviews
             * @description what follows where a blind second review differs
             * @default second_decides
             * @enum {string}
             */
            differing_reviews: "second_decides" | "customer_decides";
            /**
             * Gold Share
             * @default 0
             */
            gold_share: number;
            /**
             * Gold Showings Max
             * @description of one gold task, after which it rests for good; null: no limit
             */
            gold_showings_max?: number | null;
            /**
             * Gold Worker Share
             * @description no worker is given more than this share of the gold tasks
             * @default 1
             */
            gold_worker_share: number;
            /** Id */
            id: string;
            /** Is Rapid */
            is_rapid: boolean;
            /** Is Studio */
            is_studio: boolean;
            /** Latest Version */
            latest_version: number;
            /**
             * Lease Seconds
             * @default 1800
             */
            lease_seconds: number;
            /** Name */
            name: string;
            /**
             * Onboarding Pass Share
             * @default 0
             */
            onboarding_pass_share: number;
            /**
             * Overlap Share
             * @description how much of a worker's work all others are given, too, so that copied answers can be told; at most this share of the answers is bought beyond what tasks need
             * @default 0
             */
            overlap_share: number;
            /**
             * Params
             * @description the latest version, which new tasks inherit
             */
            params: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Rate Micros
             * @description pay for one annotation
             * @default 0
             */
            rate_micros: number;
            /**
             * Rejections Max
             * @description how often a task goes back to annotators
             * @default 3
             */
            rejections_max: number;
            /**
             * Required Languages
             * @default []
             */
            required_languages: string[];
            /**
             * Required Qualifications
             * @default []
             */
            required_qualifications: string[];
            /**
             * Review Below
             * @description besides, those whose confidence is lower, or not known
             */
            review_below?: number | null;
            /**
             * Review Qualifications
             * @description who may review; empty: everybody
             * @default []
             */
            review_qualifications: string[];
            /**
             * Review Rate Micros
             * @description pay for one review
             * @default 0
             */
            review_rate_micros: number;
            /**
             * Review Share
             * @description how many answered tasks other workers review before they are done
             * @default 0
             */
            review_share: number;
            /**
             * Rules
             * @description what answers must satisfy beside what their type asks
             * @default []
             */
            rules: components["schemas"]["AnswerRule"][];
            /**
             * Second Review Is Blind
             * @description the second reviewer judges what the first one did, rejected or not, and is told nothing of it, which measures the first one
             * @default false
             */
            second_review_is_blind: boolean;
            /**
             * Second Review Share
             * @description how many reviewed tasks a further worker reviews
             * @default 0
             */
            second_review_share: number;
            /**
             * Target Certainty
             * @description how surely no more than that are wrong
             * @default 0.95
             */
            target_certainty: number;
            /**
             * Target Confidence
             * @default 0.98
             */
            target_confidence: number;
            /**
             * Target Margin
             * @default 3
             */
            target_margin: number;
            /**
             * Target Wrong Share
             * @description at most this share of the answers wrong, as gold shows; null: no promise
             */
            target_wrong_share?: number | null;
            /** Task Type */
            task_type: string;
            /**
             * Tasks
             * @description how many tasks by status; zeros are left out
             */
            tasks: {
                [key: string]: number;
            };
            /**
             * Workforce
             * @default organisation
             * @enum {string}
             */
            workforce: "organisation" | "marketplace";
        };
        /**
         * ProjectOutlook
         * @description When a project will be done, for how much, how sure, and whether what it promises holds.
         */
        ProjectOutlook: {
            /** @description in the end, for the tasks there are now */
            answers: components["schemas"]["RangeShown"];
            /** Answers Given */
            answers_given: number;
            /**
             * Basis
             * @description what the forecast rests on
             * @enum {string}
             */
            basis: "tasks" | "gold" | "settings";
            /** @description of those answers and their reviews, without gold */
            cost_micros: components["schemas"]["RangeShown"];
            /**
             * Curve
             * @description what more or less money would buy
             */
            curve: components["schemas"]["PointShown"][];
            /** Delivered */
            delivered: number;
            /** @description of a project with a budget */
            funds: components["schemas"]["FundsShown"] | null;
            /** @description until all are there; null before ten answers */
            hours: components["schemas"]["HoursShown"] | null;
            /**
             * Learnt At
             * @description when gold was looked at last
             */
            learnt_at: string | null;
            /**
             * Notes
             * @description sentences on what is missing
             */
            notes: string[];
            /**
             * Paid Micros
             * @description of that, until now
             */
            paid_micros: number;
            promise: components["schemas"]["PromiseShown"];
            /** Target Wrong Share */
            target_wrong_share: number | null;
            /** Tasks */
            tasks: number;
            /** @description as gold shows */
            wrong_share: components["schemas"]["RangeShown"] | null;
        };
        /**
         * ProjectQuality
         * @description How far a project is, what it bought and how sure its answers are.
         */
        ProjectQuality: {
            /** Active Seconds */
            active_seconds: number;
            /**
             * Agreement
             * @description mean agreement of answers with the settled response
             */
            agreement: number | null;
            /** Annotations */
            annotations: number;
            /** Annotations Counted */
            annotations_counted: number;
            /**
             * Confidence
             * @description mean over settled tasks
             */
            confidence: number | null;
            /** Gold Annotations */
            gold_annotations: number;
            /**
             * Next After
             * @description asks for the next workers
             */
            next_after: string | null;
            /**
             * Overlap Annotations
             * @description further answers to tasks that were done, to compare workers
             */
            overlap_annotations: number;
            /**
             * Overlap Paid Micros
             * @description what those cost; part of `paid_micros`
             */
            overlap_paid_micros: number;
            /** Paid Micros */
            paid_micros: number;
            /**
             * Settlements
             * @description tasks of several answers, by state
             */
            settlements: {
                [key: string]: number;
            };
            /**
             * Tasks
             * @description by status
             */
            tasks: {
                [key: string]: number;
            };
            /** Workers */
            workers: components["schemas"]["WorkerQuality"][];
        };
        /**
         * ProjectShown
         * @description A project with its settings.
         */
        ProjectShown: {
            /**
             * Annotations Max
             * @description above annotations_wanted: adaptive redundancy
             */
            annotations_max?: number | null;
            /**
             * Annotations Wanted
             * @default 1
             */
            annotations_wanted: number;
            /** Archived At */
            archived_at: string | null;
            /**
             * Budget Micros
             * @description for answers to work; needs annotations_max and a rate. Beyond the first answers, it buys them where they tell most until it is spent
             */
            budget_micros?: number | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Currency
             * @default USD
             */
            currency: string;
            /**
             * Differing Reviews
             * @description what follows where a blind second review differs
             * @default second_decides
             * @enum {string}
             */
            differing_reviews: "second_decides" | "customer_decides";
            /**
             * Gold Share
             * @default 0
             */
            gold_share: number;
            /**
             * Gold Showings Max
             * @description of one gold task, after which it rests for good; null: no limit
             */
            gold_showings_max?: number | null;
            /**
             * Gold Worker Share
             * @description no worker is given more than this share of the gold tasks
             * @default 1
             */
            gold_worker_share: number;
            /** Id */
            id: string;
            /** Is Rapid */
            is_rapid: boolean;
            /** Is Studio */
            is_studio: boolean;
            /** Latest Version */
            latest_version: number;
            /**
             * Lease Seconds
             * @default 1800
             */
            lease_seconds: number;
            /** Name */
            name: string;
            /**
             * Onboarding Pass Share
             * @default 0
             */
            onboarding_pass_share: number;
            /**
             * Overlap Share
             * @description how much of a worker's work all others are given, too, so that copied answers can be told; at most this share of the answers is bought beyond what tasks need
             * @default 0
             */
            overlap_share: number;
            /**
             * Params
             * @description the latest version, which new tasks inherit
             */
            params: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Rate Micros
             * @description pay for one annotation
             * @default 0
             */
            rate_micros: number;
            /**
             * Rejections Max
             * @description how often a task goes back to annotators
             * @default 3
             */
            rejections_max: number;
            /**
             * Required Languages
             * @default []
             */
            required_languages: string[];
            /**
             * Required Qualifications
             * @default []
             */
            required_qualifications: string[];
            /**
             * Review Below
             * @description besides, those whose confidence is lower, or not known
             */
            review_below?: number | null;
            /**
             * Review Qualifications
             * @description who may review; empty: everybody
             * @default []
             */
            review_qualifications: string[];
            /**
             * Review Rate Micros
             * @description pay for one review
             * @default 0
             */
            review_rate_micros: number;
            /**
             * Review Share
             * @description how many answered tasks other workers review before they are done
             * @default 0
             */
            review_share: number;
            /**
             * Rules
             * @description what answers must satisfy beside what their type asks
             * @default []
             */
            rules: components["schemas"]["AnswerRule"][];
            /**
             * Second Review Is Blind
             * @description the second reviewer judges what the first one did, rejected or not, and is told nothing of it, which measures the first one
             * @default false
             */
            second_review_is_blind: boolean;
            /**
             * Second Review Share
             * @description how many reviewed tasks a further worker reviews
             * @default 0
             */
            second_review_share: number;
            /**
             * Target Certainty
             * @description how surely no more than that are wrong
             * @default 0.95
             */
            target_certainty: number;
            /**
             * Target Confidence
             * @default 0.98
             */
            target_confidence: number;
            /**
             * Target Margin
             * @default 3
             */
            target_margin: number;
            /**
             * Target Wrong Share
             * @description at most this share of the answers wrong, as gold shows; null: no promise
             */
            target_wrong_share?: number | null;
            /** Task Type */
            task_type: string;
            /**
             * Workforce
             * @default organisation
             * @enum {string}
             */
            workforce: "organisation" | "marketplace";
        };
        /**
         * ProjectStatistics
         * @description What the charts of a project show.
         */
        ProjectStatistics: {
            /** Agreement Bins */
            agreement_bins: number[];
            /**
             * Confidence Bins
             * @description settled tasks by tenths
             */
            confidence_bins: number[];
            /**
             * Days
             * @description the last 30, oldest first
             */
            days: components["schemas"]["DayShown"][];
            gold: components["schemas"]["GoldShown"];
            /**
             * Labels
             * @description most frequent first, 50 at most
             */
            labels: components["schemas"]["LabelShown"][];
            /**
             * Labels From
             * @description newest settled answers they are counted in
             */
            labels_from: number;
        };
        /**
         * ProjectVersion
         * @description One version of the params that a project's tasks inherit.
         */
        ProjectVersion: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Params */
            params: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Version */
            version: number;
        };
        /**
         * PromiseShown
         * @description What gold shows of the target, at most so many wrong.
         */
        PromiseShown: {
            /** Certainty */
            certainty: number;
            /**
             * Checked
             * @description gold tasks with enough answers, settled as work is
             */
            checked: number;
            /**
             * Cut Short
             * @description of those had fewer answers than work gets; they break no promise
             */
            cut_short: number;
            /**
             * Needed
             * @description gold tasks that show the target, if they go on so; null: none would
             */
            needed: number | null;
            /**
             * Standing
             * @description unshown: gold tells neither yet, or there is no target
             * @enum {string}
             */
            standing: "held" | "broken" | "unshown";
            /**
             * Wrong
             * @description of those came out wrong
             */
            wrong: number;
            /**
             * Wrong At Most
             * @description no larger share of the delivered answers is wrong, so surely:
             */
            wrong_at_most: number;
        };
        /**
         * Qualification
         * @description Evidence that a worker may do a kind of work.
         */
        Qualification: {
            /** Expires At */
            expires_at: string | null;
            /**
             * Granted At
             * Format: date-time
             */
            granted_at: string;
            /** Name */
            name: string;
            /** Score */
            score: number | null;
        };
        /**
         * QuestionSeen
         * @description One question that answers are votes on.
         */
        QuestionSeen: {
            /**
             * Alpha
             * @description Krippendorff's, nominal; null: nobody met the same task
             */
            alpha: number | null;
            /** Answers */
            answers: number;
            /** Classes */
            classes: string[];
            /**
             * Confusion
             * @description expected answers by true class, then given; empty: too many classes
             */
            confusion: number[][];
            /** Question */
            question: string;
            /** Tasks */
            tasks: number;
        };
        /**
         * Queue
         * @description Tasks of one project, batch, stage and priority that wait or are held.
         */
        Queue: {
            /** Batch Id */
            batch_id: string | null;
            /**
             * Environment
             * @enum {string}
             */
            environment: "live" | "test";
            /** Id */
            id: number;
            /**
             * Is Open
             * @description false while its batch is held back
             */
            is_open: boolean;
            /** Leased */
            leased: number;
            /**
             * Oldest At
             * @description when the task that waits at the front was created
             */
            oldest_at: string | null;
            /** Organisation */
            organisation: string;
            /** Organisation Id */
            organisation_id: number;
            /** Priority */
            priority: number;
            /**
             * Project
             * @description null: tasks sent without one
             */
            project: string | null;
            /** Stage */
            stage: string;
            /** Task Type */
            task_type: string;
            /**
             * Waiting
             * @description tasks with a free place, counted to 10,000
             */
            waiting: number;
            /**
             * Workers
             * @description to whom the project is offered
             */
            workers: number;
        };
        /**
         * QueuePage
         * @description Queues that are not empty, the oldest queue first; `next_after` asks for the next page.
         */
        QueuePage: {
            /** Next After */
            next_after: number | null;
            /** Queues */
            queues: components["schemas"]["Queue"][];
        };
        /**
         * RangeShown
         * @description What to expect, and between what it lies 19 times in 20.
         */
        RangeShown: {
            /** Expected */
            expected: number;
            /** High */
            high: number;
            /** Low */
            low: number;
        };
        /**
         * RateChange
         * @description A rate for some workers of a project.
         */
        RateChange: {
            /**
             * Groups
             * @description names of groups of the project's workers
             * @default []
             */
            groups: string[];
            /**
             * Rate Micros
             * @description from their next lease on; null: the project's rate again
             */
            rate_micros: number | null;
            /**
             * Workers
             * @description ids, or e-mails of the organisation's own
             * @default []
             */
            workers: string[];
        };
        /**
         * Received
         * @description What a reviewer said of one of the worker's own answers.
         */
        Received: {
            /** Assignment Id */
            assignment_id: string;
            /** Comments */
            comments: components["schemas"]["Comment"][];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Reason */
            reason: string | null;
            stage: components["schemas"]["Stage"];
            verdict: components["schemas"]["Verdict"];
        };
        /**
         * ReceivedWhole
         * @description The same with the responses it is about.
         */
        ReceivedWhole: {
            /** Assignment Id */
            assignment_id: string;
            /** Comments */
            comments: components["schemas"]["Comment"][];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Judged
             * @description what was looked at
             */
            judged: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /** Reason */
            reason: string | null;
            /**
             * Response
             * @description what took its place; null: not fixed
             */
            response: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            stage: components["schemas"]["Stage"];
            verdict: components["schemas"]["Verdict"];
        };
        /**
         * Rejection
         * @description Why earlier answers to a task were rejected.
         */
        Rejection: {
            /** Comments */
            comments: components["schemas"]["Comment"][];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Reason */
            reason: string | null;
            /**
             * Response
             * @description what was rejected; null: nothing settled
             */
            response: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
        };
        /**
         * RenewedSecret
         * @description Which secret of callbacks is drawn anew.
         */
        RenewedSecret: {
            /**
             * Secret
             * @enum {string}
             */
            secret: "callback_auth_key" | "webhook_secret";
        };
        /**
         * ResetPassword
         * @description The token of a link to choose a new password, and the password.
         */
        ResetPassword: {
            /** Password */
            password: string;
            /** Token */
            token: string;
        };
        /**
         * Retried
         * @description How many were handed on; those that were not parked stay as they are.
         */
        Retried: {
            /** Retried */
            retried: number;
        };
        /**
         * Reviewer
         * @description One reviewer in a project; `upheld` of `second_reviews` were left as they were.
         *
         *     `blind_reviews` were judged again by somebody who did not know of them: verdicts agreed by
         *     `blind_share`, between `blind_low` and `blind_high` with 95 % certainty. `gold_reviews` were of
         *     responses whose worth is known, mixed in unseen: verdicts met a share of it, between `gold_low`
         *     and `gold_high` likewise.
         */
        Reviewer: {
            /** Accepted */
            accepted: number;
            /** Blind High */
            blind_high: number;
            /** Blind Low */
            blind_low: number;
            /** Blind Reviews */
            blind_reviews: number;
            /** Blind Share */
            blind_share: number | null;
            /** Fixed */
            fixed: number;
            /** Gold High */
            gold_high: number;
            /** Gold Low */
            gold_low: number;
            /** Gold Reviews */
            gold_reviews: number;
            /**
             * Gold Right
             * @description of those were right as they were given
             */
            gold_right: number;
            /** Gold Share */
            gold_share: number | null;
            /**
             * Harsher
             * @description of those refused what the second one passed
             */
            harsher: number;
            /**
             * Harshness
             * @description chance of refusing a right answer, by all of this; null: not measured
             */
            harshness: number | null;
            /**
             * Leniency
             * @description chance of letting a wrong one stand
             */
            leniency: number | null;
            /**
             * More Lenient
             * @description of those passed what the second one refused
             */
            more_lenient: number;
            /** Paid Micros */
            paid_micros: number;
            /**
             * Passed Wrong
             * @description of the wrong ones were accepted
             */
            passed_wrong: number;
            /**
             * Passing Weight
             * @description what accepting counts for workers' figures; 1: an ordinary one's
             */
            passing_weight: number;
            /**
             * Refused Right
             * @description of the right ones were rejected: harshness
             */
            refused_right: number;
            /**
             * Refusing Weight
             * @description what fixing and rejecting counts
             */
            refusing_weight: number;
            /** Rejected */
            rejected: number;
            /** Reviews */
            reviews: number;
            /** Second Reviews */
            second_reviews: number;
            /** Upheld */
            upheld: number;
            /** Worker Id */
            worker_id: string;
        };
        /**
         * Revision
         * @description A response in place of the one submitted before.
         */
        Revision: {
            /** Key */
            key?: string | null;
            /** Response */
            response: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * RunnerHealth
         * @description A process that runs jobs; dead when it has not been heard of for a while.
         */
        RunnerHealth: {
            /** Failing */
            failing: components["schemas"]["FailingLoop"][];
            /** Host */
            host: string;
            /** Id */
            id: string;
            /** Is Alive */
            is_alive: boolean;
            /**
             * Seen At
             * Format: date-time
             */
            seen_at: string;
            /**
             * Started At
             * Format: date-time
             */
            started_at: string;
            /** Version */
            version: string;
        };
        /**
         * Said
         * @description What one reviewer said of a task; `is_counted` while the answers it is about stand.
         */
        Said: {
            /** Active Seconds */
            active_seconds: number;
            /** Comments */
            comments: components["schemas"]["Comment"][];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Currency */
            currency: string;
            /**
             * Is Blind
             * @description a second one that did not know the first
             */
            is_blind: boolean;
            /** Is Counted */
            is_counted: boolean;
            /**
             * Judged
             * @description what was looked at
             */
            judged: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /** Paid Micros */
            paid_micros: number;
            /** Reason */
            reason: string | null;
            /**
             * Response
             * @description what the verdict left standing
             */
            response: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Reviewer
             * @description a pseudonym, as in receipts
             */
            reviewer: string;
            stage: components["schemas"]["Stage"];
            verdict: components["schemas"]["Verdict"];
        };
        /**
         * Session
         * @description Where a person is signed in.
         */
        Session: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /** Id */
            id: string;
            /** Is Current */
            is_current: boolean;
            /**
             * User Agent
             * @description what the browser called itself
             */
            user_agent: string | null;
        };
        /**
         * Settings
         * @description Who may work on a project, for what price and how long, and how sure its answers must be.
         */
        Settings: {
            /**
             * Annotations Max
             * @description above annotations_wanted: adaptive redundancy
             */
            annotations_max?: number | null;
            /**
             * Annotations Wanted
             * @default 1
             */
            annotations_wanted: number;
            /**
             * Budget Micros
             * @description for answers to work; needs annotations_max and a rate. Beyond the first answers, it buys them where they tell most until it is spent
             */
            budget_micros?: number | null;
            /**
             * Currency
             * @default USD
             */
            currency: string;
            /**
             * Differing Reviews
             * @description what follows where a blind second review differs
             * @default second_decides
             * @enum {string}
             */
            differing_reviews: "second_decides" | "customer_decides";
            /**
             * Gold Share
             * @default 0
             */
            gold_share: number;
            /**
             * Gold Showings Max
             * @description of one gold task, after which it rests for good; null: no limit
             */
            gold_showings_max?: number | null;
            /**
             * Gold Worker Share
             * @description no worker is given more than this share of the gold tasks
             * @default 1
             */
            gold_worker_share: number;
            /**
             * Lease Seconds
             * @default 1800
             */
            lease_seconds: number;
            /**
             * Onboarding Pass Share
             * @default 0
             */
            onboarding_pass_share: number;
            /**
             * Overlap Share
             * @description how much of a worker's work all others are given, too, so that copied answers can be told; at most this share of the answers is bought beyond what tasks need
             * @default 0
             */
            overlap_share: number;
            /**
             * Rate Micros
             * @description pay for one annotation
             * @default 0
             */
            rate_micros: number;
            /**
             * Rejections Max
             * @description how often a task goes back to annotators
             * @default 3
             */
            rejections_max: number;
            /**
             * Required Languages
             * @default []
             */
            required_languages: string[];
            /**
             * Required Qualifications
             * @default []
             */
            required_qualifications: string[];
            /**
             * Review Below
             * @description besides, those whose confidence is lower, or not known
             */
            review_below?: number | null;
            /**
             * Review Qualifications
             * @description who may review; empty: everybody
             * @default []
             */
            review_qualifications: string[];
            /**
             * Review Rate Micros
             * @description pay for one review
             * @default 0
             */
            review_rate_micros: number;
            /**
             * Review Share
             * @description how many answered tasks other workers review before they are done
             * @default 0
             */
            review_share: number;
            /**
             * Rules
             * @description what answers must satisfy beside what their type asks
             * @default []
             */
            rules: components["schemas"]["AnswerRule"][];
            /**
             * Second Review Is Blind
             * @description the second reviewer judges what the first one did, rejected or not, and is told nothing of it, which measures the first one
             * @default false
             */
            second_review_is_blind: boolean;
            /**
             * Second Review Share
             * @description how many reviewed tasks a further worker reviews
             * @default 0
             */
            second_review_share: number;
            /**
             * Target Certainty
             * @description how surely no more than that are wrong
             * @default 0.95
             */
            target_certainty: number;
            /**
             * Target Confidence
             * @default 0.98
             */
            target_confidence: number;
            /**
             * Target Margin
             * @default 3
             */
            target_margin: number;
            /**
             * Target Wrong Share
             * @description at most this share of the answers wrong, as gold shows; null: no promise
             */
            target_wrong_share?: number | null;
            /**
             * Workforce
             * @default organisation
             * @enum {string}
             */
            workforce: "organisation" | "marketplace";
        };
        /**
         * ShareShown
         * @description Some answers, how right they were, and where that lies with 95 % certainty.
         */
        ShareShown: {
            /** Accuracy */
            accuracy: number | null;
            /** Answers */
            answers: number;
            /** High */
            high: number;
            /** Low */
            low: number;
        };
        /**
         * Shortcuts
         * @description Keys a person chose, by the action's name; an empty one takes the action's key away.
         */
        Shortcuts: {
            /** Shortcuts */
            shortcuts: {
                [key: string]: string;
            };
        };
        /**
         * SignalShown
         * @description What was seen of one worker beside what is expected; evidence, of no effect by itself.
         *
         *     `seen` and `expected` are, by kind: `rapid`, the share of answers in less than a tenth of the
         *     time of others, and the one that anybody may have; `copying`, on how many of the tasks that both
         *     answered the first of `others` said the same; `leaning`, the share of answers that took
         *     `option`; `guessing`, Cohen's kappa with what all others' answers say, and the least ordinary;
         *     `pasting`, the share of answers of which most was pasted, as far as the web app told.
         */
        SignalShown: {
            /**
             * Answers
             * @description it rests on; for copying, tasks in common
             */
            answers: number;
            /**
             * Chance
             * @description of seeing it where nothing is behind it
             */
            chance: number;
            /** Expected */
            expected: number;
            /**
             * Kind
             * @enum {string}
             */
            kind: "rapid" | "copying" | "leaning" | "guessing" | "pasting";
            /** Option */
            option: string | null;
            /**
             * Others
             * @description workers, who they are most alike first
             */
            others: string[];
            /** Question */
            question: string | null;
            /** Seen */
            seen: number;
            /** Worker Id */
            worker_id: string;
        };
        /**
         * SignalsShown
         * @description Signs that somebody may not have looked at the tasks, the least likely by chance first.
         */
        SignalsShown: {
            /**
             * Answers
             * @description the latest, looked at
             */
            answers: number;
            /**
             * Honest Projects With Any
             * @description the share of honest projects that shows any, at most
             */
            honest_projects_with_any: number;
            /** Signals */
            signals: components["schemas"]["SignalShown"][];
        };
        /**
         * SignedIn
         * @description A session: the token for programs, shown only now; a browser has it as its cookie.
         */
        SignedIn: {
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /** Token */
            token: string;
            /** User Id */
            user_id: string;
            /** Worker Id */
            worker_id: string | null;
        };
        /**
         * SignIn
         * @description An e-mail and its password.
         */
        SignIn: {
            /** Email */
            email: string;
            /** Password */
            password: string;
        };
        /**
         * SignInOptions
         * @description How people may come in here, for the page that asks them.
         */
        SignInOptions: {
            /**
             * Confirms Email
             * @description sign-up and lost passwords go by mail; else ask an operator
             */
            confirms_email: boolean;
            /** May Sign Up */
            may_sign_up: boolean;
            /**
             * Openid Name
             * @description null: not with OpenID Connect
             */
            openid_name: string | null;
        };
        /**
         * SignUp
         * @description Someone who wants to work.
         */
        SignUp: {
            /** Email */
            email: string;
            /** First Name */
            first_name?: string | null;
            /**
             * Languages
             * @default []
             */
            languages: string[];
            /** Last Name */
            last_name?: string | null;
            /** Password */
            password: string;
        };
        /**
         * Skip
         * @description Why a task is passed over; the customer reads it.
         */
        Skip: {
            /** Reason */
            reason: string;
        };
        /**
         * SliceShown
         * @description The answers to tasks of one label or batch.
         */
        SliceShown: {
            /** Accuracy */
            accuracy: number | null;
            /** Answers */
            answers: number;
            /** High */
            high: number;
            /** Low */
            low: number;
            /** Name */
            name: string;
        };
        /**
         * Stage
         * @description The stages of review, in order.
         * @enum {string}
         */
        Stage: "review" | "second_review";
        /**
         * StandingShown
         * @description How far and how sure a task is, and what was answered.
         */
        StandingShown: {
            /** Agreement */
            agreement: number | null;
            /** Annotations */
            annotations: number;
            /** Answers */
            answers: components["schemas"]["AnswerShown"][];
            /** Asked */
            asked: number;
            /** Confidence */
            confidence: number | null;
            /** Method */
            method: string | null;
            /**
             * Reason
             * @description why a person must decide, where one must
             */
            reason: string | null;
            /**
             * State
             * @description of a task with several answers; needs_review waits for a decision
             */
            state: ("open" | "settled" | "in_review" | "needs_review" | "ended") | null;
        };
        /**
         * SubjectShown
         * @description What an assignment looks at; to annotators only `rejections` are told.
         */
        SubjectShown: {
            /**
             * Answers
             * @description the annotators' own, without names, in the order they came
             */
            answers: {
                [key: string]: components["schemas"]["JsonValue"];
            }[];
            /** Confidence */
            confidence: number | null;
            /**
             * Is Blind
             * @description a second review that is not told what the first one said
             */
            is_blind: boolean;
            /** Rejections */
            rejections: components["schemas"]["Rejection"][];
            /**
             * Response
             * @description what is judged; null: no method could join the answers
             */
            response: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /**
             * Stage
             * @enum {string}
             */
            stage: "annotate" | "review" | "second_review";
        };
        /**
         * Submitted
         * @description What became of a submit: a late one may not be counted.
         */
        Submitted: {
            /** Active Seconds */
            active_seconds: number;
            /** Annotation Id */
            annotation_id: string;
            /** Assignment Id */
            assignment_id: string;
            /**
             * Assignments
             * @description what `next` asked for, as `/assignments/next` answers; else absent
             */
            assignments?: components["schemas"]["Assignment"][] | null;
            /** Currency */
            currency: string;
            /** Is Counted */
            is_counted: boolean;
            /** Paid Micros */
            paid_micros: number;
            /**
             * Submitted At
             * Format: date-time
             */
            submitted_at: string;
            /** Version */
            version: number;
        };
        /**
         * TaskHistory
         * @description What happened to a task, and what reviewers said of it, the first first.
         */
        TaskHistory: {
            /** Events */
            events: components["schemas"]["Happened"][];
            /** Reviews */
            reviews: components["schemas"]["Said"][];
        };
        /**
         * TaskPage
         * @description Tasks, newest first; `next_token` asks for those after them.
         */
        TaskPage: {
            /**
             * Is Cut
             * @description whether looking stopped before the page was full
             */
            is_cut: boolean;
            /** Next Token */
            next_token: string | null;
            /** Tasks */
            tasks: components["schemas"]["TaskShown"][];
            /**
             * Total
             * @description null where only looking at them all would tell
             */
            total: number | null;
        };
        /**
         * TaskShown
         * @description A task with its answer.
         */
        TaskShown: {
            /** Batch Name */
            batch_name: string | null;
            /** Completed At */
            completed_at: string | null;
            /** Confidence */
            confidence: number | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Id */
            id: string;
            /** Instruction */
            instruction: string;
            /** Metadata */
            metadata: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Params */
            params: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Priority */
            priority: number;
            /** Project Name */
            project_name: string | null;
            response: components["schemas"]["JsonValue"];
            /**
             * Status
             * @enum {string}
             */
            status: "pending" | "completed" | "cancelled" | "error";
            /** Tags */
            tags: string[] | null;
            /** Type */
            type: string;
            /** Unique Id */
            unique_id: string | null;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /**
         * TaskTypeShown
         * @description One kind of work; `family` names its editor.
         */
        TaskTypeShown: {
            /** Default Instruction */
            default_instruction: string;
            /** Family */
            family: string;
            /** Is Gold Supported */
            is_gold_supported: boolean;
            /** Name */
            name: string;
            /** Summary */
            summary: string;
            /** Title */
            title: string;
        };
        /**
         * Template
         * @description A project to start from: what its tasks share, and one task to try it with.
         */
        Template: {
            /** Shared */
            shared: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Summary */
            summary: string;
            /** Task */
            task: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Title */
            title: string;
        };
        /**
         * TrackRecordShown
         * @description How good a worker's answers were: by gold, and by what tasks became, as far as it is sure.
         */
        TrackRecordShown: {
            /** By Batch */
            by_batch: components["schemas"]["SliceShown"][];
            /**
             * By Label
             * @description by the right label, 50 at most
             */
            by_label: components["schemas"]["SliceShown"][];
            /**
             * Changes
             * @description 1 in 100 unchanging workers shows one; harder tasks look like it too
             */
            changes: components["schemas"]["ChangeShown"][];
            on_gold: components["schemas"]["ShareShown"];
            /**
             * Over Time
             * @description parts of equal numbers, in order
             */
            over_time: components["schemas"]["WindowShown"][];
            overall: components["schemas"]["ShareShown"];
        };
        /**
         * TrialShown
         * @description How the receiver of a trial callback answered.
         */
        TrialShown: {
            /** Failure */
            failure: string | null;
            /** Is Taken */
            is_taken: boolean;
            /** Seconds */
            seconds: number;
            /** Status Code */
            status_code: number | null;
            /** Target */
            target: string;
        };
        /**
         * TrialTarget
         * @description Where a trial callback goes; null: to the organisation's default.
         */
        TrialTarget: {
            /** Url */
            url?: string | null;
        };
        /**
         * TypeTemplates
         * @description The same, saying of which kind.
         */
        TypeTemplates: {
            /** Form */
            form: components["schemas"]["FormField"][];
            /** Task Type */
            task_type: string;
            /** Templates */
            templates: components["schemas"]["Template"][];
        };
        /**
         * Undecided
         * @description A task whose answers no method could join.
         */
        Undecided: {
            /** Agreement */
            agreement: number | null;
            /** Annotations */
            annotations: number;
            /** Task Id */
            task_id: string;
            /** Unique Id */
            unique_id: string | null;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /**
         * UndecidedPage
         * @description Tasks that wait for a decision, oldest first; `next_after` asks for the next page.
         */
        UndecidedPage: {
            /** Next After */
            next_after: string | null;
            /** Tasks */
            tasks: components["schemas"]["Undecided"][];
        };
        /**
         * User
         * @description Someone who may sign in.
         */
        User: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Disabled At */
            disabled_at: string | null;
            /** Email */
            email: string;
            /**
             * Entered At
             * @description when they first signed in
             */
            entered_at: string | null;
            /** First Name */
            first_name: string | null;
            /** Id */
            id: string;
            /** Is Operator */
            is_operator: boolean;
            /** Last Name */
            last_name: string | null;
            /** Worker Id */
            worker_id: string | null;
        };
        /**
         * UserPage
         * @description Users in the order they came; `next_after` asks for the next page.
         */
        UserPage: {
            /** Next After */
            next_after: string | null;
            /** Users */
            users: components["schemas"]["User"][];
        };
        /**
         * Verdict
         * @description What a reviewer says of an answered task.
         * @enum {string}
         */
        Verdict: "accepted" | "fixed" | "rejected";
        /**
         * VerdictForm
         * @description What a reviewer says of a task.
         */
        VerdictForm: {
            /**
             * Active Seconds
             * @default 0
             */
            active_seconds: number;
            /**
             * Comments
             * @default []
             */
            comments: components["schemas"]["Comment"][];
            /**
             * Key
             * @description makes repeating this request harmless; absent: the content itself
             */
            key?: string | null;
            /**
             * Reason
             * @description needed when rejected; who answered and who answers next read it
             */
            reason?: string | null;
            /**
             * Response
             * @description replaces the task's own; only when fixed
             */
            response?: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            verdict: components["schemas"]["Verdict"];
        };
        /**
         * VerdictKept
         * @description What became of a verdict: a late one may not be counted.
         */
        VerdictKept: {
            /** Active Seconds */
            active_seconds: number;
            /** Annotation Id */
            annotation_id: string;
            /** Assignment Id */
            assignment_id: string;
            /** Currency */
            currency: string;
            /** Is Counted */
            is_counted: boolean;
            /** Paid Micros */
            paid_micros: number;
            /**
             * Submitted At
             * Format: date-time
             */
            submitted_at: string;
            verdict: components["schemas"]["Verdict"];
        };
        /**
         * WhoAmI
         * @description Who is signed in, where they belong, the worker they are and the keys they chose.
         */
        WhoAmI: {
            /** Email */
            email: string;
            /** First Name */
            first_name: string | null;
            /** Has Password */
            has_password: boolean;
            /** Is Operator */
            is_operator: boolean;
            /** Last Name */
            last_name: string | null;
            /** Memberships */
            memberships: components["schemas"]["Membership"][];
            /** Shortcuts */
            shortcuts: {
                [key: string]: string;
            };
            /** User Id */
            user_id: string;
            /** Worker Id */
            worker_id: string | null;
        };
        /**
         * WindowShown
         * @description Answers that followed each other.
         */
        WindowShown: {
            /** Accuracy */
            accuracy: number | null;
            /** Answers */
            answers: number;
            /** High */
            high: number;
            /** Low */
            low: number;
            /**
             * Since
             * Format: date-time
             */
            since: string;
            /**
             * Until
             * Format: date-time
             */
            until: string;
        };
        /**
         * Worker
         * @description Someone who does tasks.
         */
        Worker: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Email */
            email: string;
            /** Id */
            id: string;
            /** Is Marketplace */
            is_marketplace: boolean;
            /** Languages */
            languages: string[];
            /**
             * Leased
             * @description tasks they hold now
             */
            leased: number;
            /** Qualifications */
            qualifications: components["schemas"]["Qualification"][];
            /**
             * Status
             * @enum {string}
             */
            status: "active" | "suspended";
            /** User Id */
            user_id: string;
        };
        /**
         * WorkerPage
         * @description Workers in the order they came; `next_after` asks for the next page.
         */
        WorkerPage: {
            /** Next After */
            next_after: string | null;
            /** Workers */
            workers: components["schemas"]["Worker"][];
        };
        /**
         * WorkerQuality
         * @description One worker in a project.
         */
        WorkerQuality: {
            acceptance: components["schemas"]["AcceptanceShown"];
            /**
             * Accuracy
             * @description what answers are weighted by: all evidence
             */
            accuracy: number;
            /** Active Seconds */
            active_seconds: number;
            /** Answers */
            answers: number;
            /**
             * Gold Accuracy
             * @description on known tasks alone
             */
            gold_accuracy: number | null;
            /** Gold High */
            gold_high: number;
            /**
             * Gold Low
             * @description where it lies with 95 % certainty
             */
            gold_low: number;
            /** Gold Right */
            gold_right: number;
            /** Gold Total */
            gold_total: number;
            /** Worker Id */
            worker_id: string;
        };
        /**
         * WorkerRate
         * @description What a worker is paid for an answer, where it is not the project's rate.
         */
        WorkerRate: {
            /**
             * Email
             * @description of the organisation's own people
             */
            email: string | null;
            /**
             * Is Expert
             * @description given first, and while others are at work only, what is in doubt
             */
            is_expert: boolean;
            /** Rate Micros */
            rate_micros: number;
            /** Worker Id */
            worker_id: string;
        };
        /**
         * WorkerSeenShown
         * @description A worker in a project, from their latest 2,000 answers to it.
         */
        WorkerSeenShown: {
            acceptance: components["schemas"]["AcceptanceShown"];
            /**
             * Answers
             * @description looked at; of some nothing may be known yet
             */
            answers: number;
            /** Elsewhere */
            elsewhere: components["schemas"]["ElsewhereShown"][];
            /**
             * Judged By
             * @description most first, 50 at most
             */
            judged_by: components["schemas"]["JudgedByShown"][];
            record: components["schemas"]["TrackRecordShown"];
            /** Worker Id */
            worker_id: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    list_live_api_assignments_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Held"];
                };
            };
        };
    };
    read_assignment_api_assignments__assignment_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assignment"];
                };
            };
        };
    };
    read_answer_api_assignments__assignment_id__answer_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnAnswer"];
                };
            };
        };
    };
    find_outline_api_assignments__assignment_id__assist_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Pointing"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundOutline"];
                };
            };
        };
    };
    open_attachment_api_assignments__assignment_id__attachment_get: {
        parameters: {
            query: {
                url: string;
            };
            header?: never;
            path: {
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    read_draft_api_assignments__assignment_id__draft_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeptDraft"];
                };
            };
        };
    };
    keep_draft_api_assignments__assignment_id__draft_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Draft"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeptDraft"];
                };
            };
        };
    };
    extend_lease_api_assignments__assignment_id__extend_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Extended"];
                };
            };
        };
    };
    read_feedback_api_assignments__assignment_id__feedback_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedbackShown"];
                };
            };
        };
    };
    read_instruction_version_api_assignments__assignment_id__instruction_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstructionVersion"];
                };
            };
        };
    };
    keep_instruction_read_api_assignments__assignment_id__instruction_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstructionVersion"];
                };
            };
        };
    };
    release_assignment_api_assignments__assignment_id__release_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assignment"];
                };
            };
        };
    };
    read_subject_api_assignments__assignment_id__review_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubjectShown"];
                };
            };
        };
    };
    revise_api_assignments__assignment_id__revise_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Revision"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Submitted"];
                };
            };
        };
    };
    show_assignment_api_assignments__assignment_id__show_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assignment"];
                };
            };
        };
    };
    skip_assignment_api_assignments__assignment_id__skip_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Skip"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assignment"];
                };
            };
        };
    };
    submit_api_assignments__assignment_id__submit_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * Active Seconds
                     * @description time spent at it, by the editor's clock
                     * @default 0
                     */
                    active_seconds?: number;
                    /**
                     * Key
                     * @description makes repeating this request harmless; absent: the response itself
                     */
                    key?: string | null;
                    /** @description what to hold from then on: saves the call of `/assignments/next` */
                    next?: {
                        /**
                         * Have
                         * @description assignments already here, to be sent without content
                         * @default []
                         */
                        have?: string[];
                        /**
                         * Hold
                         * @description how many assignments to hold: a page 3 (two ahead), a program more
                         * @default 1
                         */
                        hold?: number;
                        /**
                         * Project
                         * @description name or id of a project; absent: any on offer
                         */
                        project?: string | null;
                    } | null;
                    /**
                     * Response
                     * @description an answer in the task type's shape
                     */
                    response: {
                        [key: string]: components["schemas"]["JsonValue"];
                    };
                    /** @description how its text came in, as an editor counts; absent: not known */
                    typing?: {
                        /**
                         * Pasted Characters
                         * @description from elsewhere: not from the task itself
                         */
                        pasted_characters: number;
                        /** Pastes */
                        pastes: number;
                        /** Typed Characters */
                        typed_characters: number;
                    } | null;
                };
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Submitted"];
                };
            };
        };
    };
    send_verdict_api_assignments__assignment_id__verdict_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerdictForm"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerdictKept"];
                };
            };
        };
    };
    lease_next_api_assignments_next_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * Have
                     * @description assignments already here, to be sent without content
                     * @default []
                     */
                    have?: string[];
                    /**
                     * Hold
                     * @description how many assignments to hold: a page 3 (two ahead), a program more
                     * @default 1
                     */
                    hold?: number;
                    /**
                     * Project
                     * @description name or id of a project; absent: any on offer
                     */
                    project?: string | null;
                };
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Held"];
                };
            };
        };
    };
    read_assist_api_assist_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assist"];
                };
            };
        };
    };
    read_order_api_batch_order_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PendingBatch"][];
                };
            };
        };
    };
    set_order_api_batch_order_put: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchOrder"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PendingBatch"][];
                };
            };
        };
    };
    list_batches_api_batches_get: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                project?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchPage"];
                };
            };
        };
    };
    create_batch_api_batches_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewBatchForm"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchShown"];
                };
            };
        };
    };
    cancel_batch_api_batches__name__cancel_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchShown"];
                };
            };
        };
    };
    finalize_batch_api_batches__name__finalize_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchShown"];
                };
            };
        };
    };
    list_bucket_objects_api_bucket_objects_get: {
        parameters: {
            query: {
                url: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ObjectsShown"];
                };
            };
        };
    };
    import_bucket_object_api_bucket_objects_import_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ObjectToImport"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileShown"];
                };
            };
        };
    };
    list_buckets_api_buckets_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BucketsShown"];
                };
            };
        };
    };
    list_callbacks_api_callbacks_get: {
        parameters: {
            query?: {
                before?: string | null;
                limit?: number;
                state?: ("pending" | "delivered" | "dead") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallbackPage"];
                };
            };
        };
    };
    resend_api_callbacks__callback_id__resend_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                callback_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallbackShown"];
                };
            };
        };
    };
    resend_dead_api_callbacks_resend_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["goldwright__delivery__routes__Resent"];
                };
            };
        };
    };
    test_callback_api_callbacks_test_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrialTarget"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialShown"];
                };
            };
        };
    };
    read_cost_api_cost_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cost"][];
                };
            };
        };
    };
    read_earnings_api_earnings_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Earning"][];
                };
            };
        };
    };
    read_earnings_by_day_api_earnings_days_get: {
        parameters: {
            query?: {
                /** @description how many, today the last */
                days?: number;
                /** @description whose days, as in Asia/Manila */
                zone?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DayEarning"][];
                };
            };
        };
    };
    list_received_api_feedback_get: {
        parameters: {
            query: {
                /** @description ids of own annotations' assignments */
                assignment: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Received"][];
                };
            };
        };
    };
    upload_file_api_files_post: {
        parameters: {
            query: {
                /** @description the file's own name in all uploads */
                reference_id: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileShown"];
                };
            };
        };
    };
    list_history_api_history_get: {
        parameters: {
            query?: {
                /** @description `next_before` of the page before */
                before?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["History"];
                };
            };
        };
    };
    accept_invitation_api_invitations_accept_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptInvitation"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
        };
    };
    list_keys_api_keys_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyShown"][];
                };
            };
        };
    };
    create_key_api_keys_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewKeyForm"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewKeyShown"];
                };
            };
        };
    };
    revoke_key_api_keys__key_id__revoke_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_members_api_members_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"][];
                };
            };
        };
    };
    remove_member_api_members__user_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    set_role_api_members__user_id__role_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRole"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewRole"];
                };
            };
        };
    };
    invite_member_api_members_invite_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Invitation"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invited"];
                };
            };
        };
    };
    list_offers_api_offers_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Offer"][];
                };
            };
        };
    };
    list_dead_api_operator_callbacks_dead_get: {
        parameters: {
            query?: {
                before?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadCallbackPage"];
                };
            };
        };
    };
    resend_api_operator_callbacks_resend_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CallbackIds"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["goldwright__delivery__operator_routes__Resent"];
                };
            };
        };
    };
    list_failing_events_api_operator_events_failing_get: {
        parameters: {
            query?: {
                before?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FailingEventPage"];
                };
            };
        };
    };
    retry_events_api_operator_events_retry_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EventIds"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Retried"];
                };
            };
        };
    };
    read_health_api_operator_health_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    list_organisations_api_operator_organisations_get: {
        parameters: {
            query?: {
                after?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationPage"];
                };
            };
        };
    };
    found_organisation_api_operator_organisations_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOrganisation"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Founded"];
                };
            };
        };
    };
    disable_task_types_api_operator_organisations__organisation_id__disabled_task_types_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DisabledTaskTypes"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DisabledTaskTypes"];
                };
            };
        };
    };
    list_queues_api_operator_queues_get: {
        parameters: {
            query?: {
                after?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueuePage"];
                };
            };
        };
    };
    list_users_api_operator_users_get: {
        parameters: {
            query?: {
                /** @description `next_after` of the page before */
                after?: string;
                /** @description a part of the e-mail */
                email?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserPage"];
                };
            };
        };
    };
    add_user_api_operator_users_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUserForm"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkShown"];
                };
            };
        };
    };
    disable_user_api_operator_users__user_id__disable_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    enable_user_api_operator_users__user_id__enable_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    make_link_api_operator_users__user_id__link_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkShown"];
                };
            };
        };
    };
    make_reset_link_api_operator_users__user_id__password_reset_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkShown"];
                };
            };
        };
    };
    list_workers_api_operator_workers_get: {
        parameters: {
            query?: {
                /** @description `next_after` of the page before */
                after?: string;
                /** @description a part of the e-mail */
                email?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkerPage"];
                };
            };
        };
    };
    add_worker_api_operator_workers_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWorker"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Worker"];
                };
            };
        };
    };
    read_worker_api_operator_workers__worker_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                worker_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Worker"];
                };
            };
        };
    };
    change_worker_api_operator_workers__worker_id__patch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                worker_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangedWorker"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Worker"];
                };
            };
        };
    };
    add_conflict_api_operator_workers__worker_id__conflicts__organisation_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation_id: number;
                worker_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Conflict"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    remove_conflict_api_operator_workers__worker_id__conflicts__organisation_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation_id: number;
                worker_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    grant_qualification_api_operator_workers__worker_id__qualifications__name__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                worker_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Grant"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Worker"];
                };
            };
        };
    };
    revoke_qualification_api_operator_workers__worker_id__qualifications__name__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                worker_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Worker"];
                };
            };
        };
    };
    read_organisation_api_organisation_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationShown"];
                };
            };
        };
    };
    set_default_callback_api_organisation_default_callback_put: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DefaultCallback"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DefaultCallback"];
                };
            };
        };
    };
    name_organisation_api_organisation_name_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationNamed"];
                };
            };
        };
    };
    renew_secret_api_organisation_secrets_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenewedSecret"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationShown"];
                };
            };
        };
    };
    ask_password_reset_api_password_reset_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailOnly"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    reset_password_api_password_reset_confirm_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetPassword"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
        };
    };
    list_projects_api_projects_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectListed"][];
                };
            };
        };
    };
    create_project_api_projects_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewProjectForm"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectShown"];
                };
            };
        };
    };
    read_project_api_projects__name__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectShown"];
                };
            };
        };
    };
    change_project_api_projects__name__patch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: components["schemas"]["JsonValue"];
                };
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectShown"];
                };
            };
        };
    };
    export_project_api_projects__name__export_get: {
        parameters: {
            query?: {
                /** @description A format of the task type's own; its tasks. */
                as?: string | null;
                batch?: string | null;
                format?: "jsonl" | "csv" | "parquet" | "json";
                receipts?: boolean;
                /** @description Tasks that changed, or answers given, then or later; UTC by default. */
                since?: string | null;
                status?: ("pending" | "completed" | "cancelled" | "error") | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    count_export_api_projects__name__export_count_get: {
        parameters: {
            query?: {
                /** @description A format of the task type's own; its tasks. */
                as?: string | null;
                batch?: string | null;
                format?: "jsonl" | "csv" | "parquet" | "json";
                receipts?: boolean;
                /** @description Tasks that changed, or answers given, then or later; UTC by default. */
                since?: string | null;
                status?: ("pending" | "completed" | "cancelled" | "error") | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportCount"];
                };
            };
        };
    };
    list_known_tasks_api_projects__name__gold_get: {
        parameters: {
            query?: {
                /** @description `next_after` of the page before */
                after?: string;
                limit?: number;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KnownTaskPage"];
                };
            };
        };
    };
    add_known_task_api_projects__name__gold_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KnownTask"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KnownTaskMade"];
                };
            };
        };
    };
    remove_known_task_api_projects__name__gold__task_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    show_hindsight_api_projects__name__hindsight_get: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hindsight"];
                };
            };
        };
    };
    show_outlook_api_projects__name__outlook_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectOutlook"];
                };
            };
        };
    };
    show_quality_api_projects__name__quality_get: {
        parameters: {
            query?: {
                /** @description a worker's id */
                after?: string;
                /** @description how many workers */
                limit?: number;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectQuality"];
                };
            };
        };
    };
    list_rates_api_projects__name__rates_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkerRate"][];
                };
            };
        };
    };
    set_rate_api_projects__name__rates_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RateChange"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkerRate"][];
                };
            };
        };
    };
    list_reviewers_api_projects__name__reviewers_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reviewer"][];
                };
            };
        };
    };
    show_signals_api_projects__name__signals_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignalsShown"];
                };
            };
        };
    };
    show_statistics_api_projects__name__statistics_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectStatistics"];
                };
            };
        };
    };
    ingest_tasks_api_projects__name__tasks_post: {
        parameters: {
            query?: {
                batch?: string | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-ndjson": string;
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
        };
    };
    list_undecided_api_projects__name__undecided_get: {
        parameters: {
            query?: {
                /** @description `next_after` of the page before */
                after?: string;
                limit?: number;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UndecidedPage"];
                };
            };
        };
    };
    list_versions_api_projects__name__versions_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectVersion"][];
                };
            };
        };
    };
    add_version_api_projects__name__versions_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewParams"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectShown"];
                };
            };
        };
    };
    show_worker_api_projects__name__workers__worker_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                worker_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkerSeenShown"];
                };
            };
        };
    };
    list_given_api_reviews_get: {
        parameters: {
            query?: {
                /** @description `next_before` of the page before */
                before?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GivenPage"];
                };
            };
        };
    };
    read_session_api_session_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhoAmI"];
                };
            };
        };
    };
    sign_in_api_session_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
        };
    };
    sign_out_api_session_delete: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    follow_link_api_session_link_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FollowLink"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
        };
    };
    change_names_api_session_names_put: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Names"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Names"];
                };
            };
        };
    };
    set_out_api_session_openid_get: {
        parameters: {
            query?: {
                next?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    come_back_api_session_openid_callback_get: {
        parameters: {
            query?: {
                code?: string;
                error?: string;
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    change_password_api_session_password_put: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangedPassword"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    keep_shortcuts_api_session_shortcuts_put: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Shortcuts"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shortcuts"];
                };
            };
        };
    };
    list_sessions_api_sessions_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"][];
                };
            };
        };
    };
    sign_out_elsewhere_api_sessions_delete: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    end_session_api_sessions__session_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    read_sign_in_options_api_sign_in_options_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInOptions"];
                };
            };
        };
    };
    sign_up_api_sign_up_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignUp"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
        };
    };
    sign_up_by_mail_api_sign_up_mail_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailOnly"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_task_types_api_task_types_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskTypeShown"][];
                };
            };
        };
    };
    check_params_api_task_types__name__check_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ParamsToCheck"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParamsChecked"];
                };
            };
        };
    };
    read_example_api_task_types__name__example_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Example"];
                };
            };
        };
    };
    list_export_formats_api_task_types__name__export_formats_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportFormat"][];
                };
            };
        };
    };
    list_page_of_tasks_api_tasks_get: {
        parameters: {
            query?: {
                batch?: string | null;
                confidence_from?: number | null;
                confidence_until?: number | null;
                created_from?: string | null;
                created_until?: string | null;
                /** @description a field of the metadata, or else of the params */
                field?: string | null;
                /** @description a value in the response, such as a class */
                label?: string | null;
                limit?: number;
                next_token?: string | null;
                project?: string | null;
                status?: ("pending" | "completed" | "cancelled" | "error") | null;
                /** @description part of unique_id or metadata; A to Z match a to z */
                text?: string | null;
                /** @description the filters after `status` are not for it */
                unique_id?: string | null;
                /** @description what that field holds, as text */
                value?: string | null;
                /** @description who answered it */
                worker?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskPage"];
                };
            };
        };
    };
    read_task_api_tasks__task_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskShown"];
                };
            };
        };
    };
    show_answers_api_tasks__task_id__answers_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StandingShown"];
                };
            };
        };
    };
    open_attachment_api_tasks__task_id__attachment_get: {
        parameters: {
            query: {
                url: string;
            };
            header?: never;
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    audit_task_api_tasks__task_id__audit_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuditRequest"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditedTask"];
                };
            };
        };
    };
    decide_task_api_tasks__task_id__decide_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Decision"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditedTask"];
                };
            };
        };
    };
    read_history_api_tasks__task_id__history_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskHistory"];
                };
            };
        };
    };
    show_next_to_audit_api_tasks__task_id__next_to_audit_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NextToAudit"];
                };
            };
        };
    };
    list_templates_api_templates_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TypeTemplates"][];
                };
            };
        };
    };
    become_worker_api_worker_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnWorker"];
                };
            };
        };
    };
    read_languages_api_worker_languages_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedLanguages"];
                };
            };
        };
    };
    change_languages_api_worker_languages_put: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangedLanguages"];
            };
        };
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedLanguages"];
                };
            };
        };
    };
    read_own_quality_api_worker_quality_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused: `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the caller's fault. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnQuality"][];
                };
            };
        };
    };
}
