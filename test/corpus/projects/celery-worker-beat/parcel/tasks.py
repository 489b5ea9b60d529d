from celery import shared_task


@shared_task
def label(parcel):
    return f"label of {parcel}"
